import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
import { rowsOf } from "./stored-prices.ts";

const feed = usePriceFeed();

async function sync(source: "genai-prices" | "litellm", body: string): Promise<unknown> {
  await feed.answer({ body }, source);
  return await (await postJson("/pricing/sync", { sources: [source] })).json();
}

/** The cost of a call of 1,000 tokens in and 100 out, as it is stored. */
async function costOf(call: Record<string, unknown>): Promise<unknown> {
  const id = crypto.randomUUID();
  const ids = { id, session_id: id, user_id: id };
  const event = { ...ids, type: "chat", tokens: { input: 1_000, output: 100 }, ...call };
  const { cost }: { cost: unknown } = await (await postJson("/track/interaction", event)).json();
  return cost;
}

/** A model of the default list at so many dollars per million tokens in, and twice that out. */
const priced = (id: string, usd: number) => ({
  id,
  match: { equals: id },
  prices: { input_mtok: usd, output_mtok: 2 * usd },
});

beforeEach(plantEmptyBook);

describe("keys of LiteLLM that come to one id", () => {
  const FLASH = {
    litellm_provider: "gemini",
    mode: "chat",
    input_cost_per_token: 5e-7,
    output_cost_per_token: 3e-6,
    input_cost_per_token_priority: 9e-7,
    output_cost_per_token_priority: 5.4e-6,
  };
  const CACHED = { ...FLASH, cache_read_input_token_cost: 5e-8 };

  it("price the service tier that they agree about, of a model that the default list has", async ({ expect }) => {
    await sync("genai-prices", feedOf({ flash: { input_mtok: 0.5, output_mtok: 3 } }, { id: "google" }));
    const spelledOut = { ...FLASH, output_cost_per_reasoning_token: 3e-6 };
    await sync("litellm", JSON.stringify({ "vertex_ai/flash": FLASH, "gemini/flash": spelledOut, flash: spelledOut }));
    const call = { provider: "google", model: "flash" };
    // 1,000 × $0.90 + 100 × $5.40 per million; at the standard rate 1,000 × $0.50 + 100 × $3.
    const cost = await costOf({ ...call, service_tier: "priority" });
    expect(cost).toMatchObject({ total: "0.001440000", source: "litellm", flags: [] });
    expect(await costOf(call)).toMatchObject({ total: "0.000800000", source: "genai-prices" });
  });

  it("leave the price that was stored when they begin to differ", async ({ expect }) => {
    const others = { a: FLASH, b: FLASH, c: FLASH };
    await sync("litellm", JSON.stringify({ flash: CACHED, "gemini/flash": CACHED, ...others }));
    const damaged = { ...CACHED, cache_read_input_token_cost: 7.5e-8 };
    const run = await sync("litellm", JSON.stringify({ flash: CACHED, "gemini/flash": damaged, ...others }));
    expect(run).toMatchObject({ sources: [{ models: 3, skipped: 2 }] });
    // 600 × $0.50 + 400 × $0.05 + 100 × $3 per million.
    const tokens = { input: 1_000, output: 100, cache_read: 400 };
    expect(await costOf({ provider: "google", model: "flash", tokens })).toMatchObject({ total: "0.000620000" });
  });
});

describe("an id that the default list tells twice", () => {
  const models = [...["a", "b", "c"].map((id) => priced(id, 2)), priced("twice", 2)];
  const damaged = priced("twice", 3);
  const told = (...more: object[]) => feedOf({}, { models: [...models, ...more] });

  it.for<[where: string, body: string]>([
    ["within its provider", told(damaged)],
    ["first", feedOf({}, { models: [damaged, ...models] })],
    ["by a provider that comes twice", JSON.stringify([told(), told(damaged)].flatMap((list) => JSON.parse(list)))],
  ])("with another price %s keeps the price that was stored, and is told", async ([, body], { expect }) => {
    await sync("genai-prices", told());
    expect(await sync("genai-prices", body)).toMatchObject({
      sources: [{ models: 3, changed: 0, vanished: 0, skipped: 1 }],
    });
    const [row] = await rowsOf(
      "SELECT detail->'skipped' AS skipped FROM price_run_sources ORDER BY started_at_ms DESC LIMIT 1",
    );
    expect(JSON.parse(String(row?.["skipped"]))).toEqual({ ambiguous: { count: 1, examples: ["acme/twice"] } });
    // 1,000 × $2 + 100 × $4 per million.
    expect(await costOf({ provider: "acme", model: "twice" })).toMatchObject({ total: "0.002400000" });
    const resolved = await getJson("/pricing/resolve?provider=acme&model=twice");
    expect(await resolved.json()).toMatchObject({ status: "priced", matched_by: "exact" });
  });
});
