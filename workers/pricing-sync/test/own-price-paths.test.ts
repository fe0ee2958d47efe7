import { beforeAll, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { sendJson } from "./send-json.ts";

/** Encoded but for the slashes, as people type it. */
const rawSlashes = (name: string) => name.split("/").map(encodeURIComponent).join("/");

async function inputPrice(provider: string, model: string): Promise<string | null> {
  const query = new URLSearchParams({ provider, model }).toString();
  const resolved: { rate?: { prices: { input: { base: string } } } } = await (
    await getJson(`/pricing/resolve?${query}`)
  ).json();
  return resolved.rate?.prices.input.base ?? null;
}

async function trackedCost(provider: string, model: string): Promise<unknown> {
  const ids = { session_id: crypto.randomUUID(), user_id: "u", type: "chat" };
  const answer = await postJson("/track/interaction", { ...ids, provider, model, tokens: { input: 1_000 } });
  const { cost }: { cost: { ai_tokens: unknown } } = await answer.json();
  return cost.ai_tokens;
}

/** Every own price publishes the book anew: a small one is soon published. */
beforeAll(plantEmptyBook);

describe("a model in a path", () => {
  it.for([
    "accounts/acme/models/x",
    "arn:aws:bedrock:us-east-1::foundation-model/acme.x-v1:0",
    "50%-off/a b",
    "a%2Fb",
    "m?x=1#y&z+",
    "模型/ü",
    "deep/er//still",
  ])("is %s, whether its slashes are encoded or not", async (model, { expect }) => {
    for (const written of new Set([encodeURIComponent(model), rawSlashes(model)])) {
      const provider = `p-${crypto.randomUUID()}`;
      const path = `/pricing/overrides/${provider}/${written}`;
      const set = await sendJson("PUT", path, { prices: { input: "2" } });
      expect({ status: set.status, rate: await set.json() }).toMatchObject({ status: 200, rate: { provider, model } });
      expect(await inputPrice(provider, model)).toBe("2");
      expect((await sendJson("DELETE", path)).status).toBe(204);
      expect((await sendJson("DELETE", path)).status).toBe(404);
    }
  });

  it.for([
    ["encoded", encodeURIComponent],
    ["with its slashes", rawSlashes],
  ] as const)("may be an own name, %s", async ([, write], { expect }) => {
    const [provider, alias] = [`p-${crypto.randomUUID()}`, "team/chat@eu"];
    await sendJson("PUT", `/pricing/overrides/${provider}/vendor/x`, { prices: { input: "3" } });
    const path = `/pricing/aliases/${provider}/${write(alias)}`;
    const set = await sendJson("PUT", path, { provider, model: "vendor/x" });
    expect({ status: set.status, alias: await set.json() }).toMatchObject({ status: 200, alias: { provider, alias } });
    expect(await inputPrice(provider, alias)).toBe("3");
    expect((await sendJson("DELETE", path)).status).toBe(204);
    expect(await inputPrice(provider, alias)).toBeNull();
  });

  it("may be of a provider with a slash, which has to be encoded", async ({ expect }) => {
    const provider = `my/host-${crypto.randomUUID()}`;
    const path = `/pricing/overrides/${encodeURIComponent(provider)}/vendor/x`;
    expect((await sendJson("PUT", path, { prices: { input: "4" } })).status).toBe(200);
    expect(await inputPrice(provider, "vendor/x")).toBe("4");
    const discount = await sendJson("PUT", `/pricing/discounts/${encodeURIComponent(provider)}`, { percent: "50" });
    expect(discount.status).toBe(200);
    expect(await trackedCost(provider, "vendor/x")).toBe("0.002000000");
    const service = await sendJson("PUT", `/pricing/services/${encodeURIComponent(provider)}`, { per_call: "0.5" });
    expect({ status: service.status, rate: await service.json() }).toMatchObject({
      status: 200,
      rate: { service: provider },
    });
  });
});
