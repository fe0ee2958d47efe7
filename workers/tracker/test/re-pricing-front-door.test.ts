import { env } from "cloudflare:workers";
import { describe, it, vi } from "vitest";
import * as z from "zod";

import { adminHeaders, frontDoor, getJson, postJson } from "../../../tests/stack/front-door.ts";
import { eventOf } from "./event-of.ts";
import { totalsOfEverything } from "./totals-of-everything.ts";

const Run = z.object({ run_id: z.string(), status: z.string(), state: z.string() }).loose();
const Session = z.object({ unpriced_count: z.int(), cost: z.object({ ai_tokens: z.string() }) });

async function setPrice(model: string, input: string, effectiveFrom: string): Promise<number> {
  const response = await frontDoor(`/pricing/overrides/in-house/${model}`, {
    method: "PUT",
    headers: { "content-type": "application/json", ...adminHeaders },
    body: JSON.stringify({ effective_from: effectiveFrom, prices: { input, output: "4" } }),
  });
  return response.status;
}

/** An interaction of 1,000 tokens in and 100 out of a model that nobody sells. */
async function track(model: string) {
  const event = eventOf({
    provider: "in-house",
    model,
    tokens: { input: 1000, output: 100 },
    timestamp: "2026-10-05T12:00:00Z",
  });
  await postJson("/track/interaction", event);
  return event;
}

const sessionOf = async (id: string) => Session.parse(await (await getJson(`/api/sessions/${id}`)).json());

const reprice = async (path: string, body: Record<string, unknown> = {}) => {
  const response = await postJson(`/pricing/reprice${path}`, body);
  return { status: response.status, run: Run.parse(await response.json()) };
};

describe("own prices", () => {
  it("price what had no price, as soon as they are set", async ({ expect }) => {
    const model = `m-${crypto.randomUUID()}`;
    const event = await track(model);
    const unpriced: unknown = await (await getJson("/pricing/unpriced")).json();
    expect(unpriced).toMatchObject({ data: expect.arrayContaining([expect.objectContaining({ model })]) });
    expect(await setPrice(model, "2", "2026-01-01T00:00:00Z")).toBe(200);
    await vi.waitFor(
      async () => {
        // 1,000 × $2 and 100 × $4 per million.
        expect(await sessionOf(event.session_id)).toMatchObject({
          unpriced_count: 0,
          cost: { ai_tokens: "0.002400000" },
        });
      },
      { timeout: 10_000, interval: 100 },
    );
    const { expected, actual } = await totalsOfEverything();
    expect(actual).toEqual(expected);
  });

  it("change past costs when they are rehearsed and applied, and give them back when that is undone", async ({
    expect,
  }) => {
    const model = `m-${crypto.randomUUID()}`;
    expect(await setPrice(model, "2", "2026-01-01T00:00:00Z")).toBe(200);
    await env.TRACKER.runScheduled("0 * * * *");
    const event = await track(model);
    await env.TRACKER.runScheduled("0 * * * *");
    expect((await sessionOf(event.session_id)).cost.ai_tokens).toBe("0.002400000");
    expect(await setPrice(model, "3", "2026-10-01T00:00:00Z")).toBe(200);

    const range = { start_date: "2026-10-05", end_date: "2026-10-05", models: [{ provider: "in-house", model }] };
    const rehearsal = await reprice("", { ...range, dry_run: true });
    expect(rehearsal).toMatchObject({
      status: 200,
      run: { kind: "rehearsal", status: "done", changed: 1, cost_before: "0.002400000", cost_after: "0.003400000" },
    });
    expect((await sessionOf(event.session_id)).cost.ai_tokens).toBe("0.002400000");
    const applied = await reprice("", { ...range, rehearsal_id: rehearsal.run.run_id });
    expect(applied).toMatchObject({ status: 200, run: { kind: "reprice", state: "done", changed: 1 } });
    expect((await sessionOf(event.session_id)).cost.ai_tokens).toBe("0.003400000");

    expect(await reprice(`/${applied.run.run_id}/undo`)).toMatchObject({ run: { kind: "undo", state: "done" } });
    expect((await sessionOf(event.session_id)).cost.ai_tokens).toBe("0.002400000");
    const shown: unknown = await (await getJson(`/pricing/reprice/${applied.run.run_id}`)).json();
    expect(shown).toMatchObject({ state: "undone" });
    expect((await postJson(`/pricing/reprice/${applied.run.run_id}/pause`, {})).status).toBe(409);
    const { expected, actual } = await totalsOfEverything();
    expect(actual).toEqual(expected);
  });
});
