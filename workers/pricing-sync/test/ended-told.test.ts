import { describe, it } from "vitest";

import { getJson } from "../../../tests/stack/front-door.ts";
import { sendJson } from "./send-json.ts";

/** The newest entry of the audit log of an action. */
async function lastEntry(action: string): Promise<unknown> {
  const { data }: { data: unknown[] } = await (await getJson(`/api/audit?action=${action}&limit=1`)).json();
  return data[0];
}

const BASE = (price: string) => ({ base: price, tiers: [] });

describe("the audit log", () => {
  it("tells which own rates of a model were ended", async ({ expect }) => {
    const path = `/pricing/overrides/p-${crypto.randomUUID()}/vendor/m`;
    await sendJson("PUT", path, { prices: { input: "2", output: "4" } });
    await sendJson("PUT", path, {
      prices: { input: "1" },
      service_tier: "batch",
      effective_from: "2026-06-01T00:00:00Z",
    });
    const at = "2026-08-01T00:00:00.000Z";
    expect((await sendJson("DELETE", `${path}?at=${at}`)).status).toBe(204);
    expect(await lastEntry("price.override_ended")).toMatchObject({
      actor: "admin-token",
      detail: {
        at,
        ended: expect.arrayContaining([
          { service_tier: "standard", prices: { input: BASE("2"), output: BASE("4") }, effective_from: null },
          { service_tier: "batch", prices: { input: BASE("1") }, effective_from: "2026-06-01T00:00:00.000Z" },
        ]),
      },
    });
  });

  it("tells what a forgotten name stood for", async ({ expect }) => {
    const alias = `Deployment-${crypto.randomUUID()}`;
    await sendJson("PUT", `/pricing/aliases/azure/${alias}`, { provider: "openai", model: "gpt-4o-mini" });
    await sendJson("DELETE", `/pricing/aliases/azure/${alias.toLowerCase()}`);
    expect(await lastEntry("price.alias_ended")).toMatchObject({
      subject: `azure/${alias}`,
      detail: { provider: "openai", model: "gpt-4o-mini" },
    });
  });

  it("tells what a call of a service cost", async ({ expect }) => {
    const path = `/pricing/services/s-${crypto.randomUUID()}`;
    await sendJson("PUT", path, { per_call: "0.005" });
    await sendJson("DELETE", path);
    expect(await lastEntry("price.service_ended")).toMatchObject({
      detail: { ended: [{ per_call: "0.005", effective_from: null }] },
    });
  });
});
