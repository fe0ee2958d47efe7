import { beforeAll, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";

const feed = usePriceFeed();

/** A model that both lists price alike: one knows what all of its cache costs, the other its context tier. */
const BETTER = {
  input_mtok: 3,
  output_mtok: 15,
  cache_read_mtok: 0.75,
  cache_write_mtok: 3.75,
  cache_write_1h_mtok: 6,
};
const TIERED = {
  litellm_provider: "acme",
  mode: "chat",
  input_cost_per_token: 3e-6,
  output_cost_per_token: 1.5e-5,
  cache_creation_input_token_cost: 3.75e-6,
  input_cost_per_token_above_128k_tokens: 6e-6,
  output_cost_per_token_above_128k_tokens: 3e-5,
};

/** A model of the lesser list alone, whose price of batches knows no context tier. */
const FLAT_BATCH = {
  litellm_provider: "acme",
  mode: "chat",
  input_cost_per_token: 2.5e-6,
  output_cost_per_token: 1.5e-5,
  input_cost_per_token_above_272k_tokens: 5e-6,
  output_cost_per_token_above_272k_tokens: 2.25e-5,
  input_cost_per_token_batches: 1.25e-6,
  output_cost_per_token_batches: 7.5e-6,
};

type Resolved = { flags: string[]; rate: { id: string; source: string } };

async function resolve(counts: Record<string, number> = {}): Promise<Resolved> {
  const named = Object.entries(counts).map(([name, count]) => [name, String(count)]);
  const query = new URLSearchParams([["provider", "acme"], ["model", "m1"], ...named]);
  return await (await getJson(`/pricing/resolve?${query.toString()}`)).json();
}

async function chargedRate(tokens: Record<string, number>): Promise<unknown> {
  const id = crypto.randomUUID();
  const event = { id, session_id: id, user_id: id, type: "chat", provider: "acme", model: "m1", tokens };
  const { cost }: { cost: { rate_id: string } } = await (await postJson("/track/interaction", event)).json();
  return cost.rate_id;
}

beforeAll(async () => {
  await plantEmptyBook();
  await feed.answer({ body: feedOf({ m1: BETTER }) });
  await postJson("/pricing/sync", { sources: ["genai-prices"] });
  await feed.answer({ body: JSON.stringify({ m1: TIERED, m2: FLAT_BATCH }) }, "litellm");
  await postJson("/pricing/sync", { sources: ["litellm"] });
});

describe("the rate of a model whose context tiers only the lesser list knows", () => {
  it("is the one with the tiers when nothing is said of the call", async ({ expect }) => {
    expect(await resolve()).toMatchObject({ flags: ["tier_from_fallback"], rate: { source: "litellm" } });
  });

  it.for<[string, Record<string, number>, string, string[]]>([
    ["below the tier", { input: 100_000, output: 10 }, "genai-prices", []],
    ["above the tier", { input: 128_001 }, "litellm", ["tier_from_fallback"]],
    ["mostly cached for minutes", { input: 200_000, cache_write: 180_000 }, "litellm", ["tier_from_fallback"]],
    [
      "mostly cached for an hour",
      { input: 200_000, cache_write: 180_000, cache_write_1h: 180_000 },
      "genai-prices",
      ["source_conflict"],
    ],
    ["mostly from the cache", { input: 200_000, cache_read: 180_000 }, "genai-prices", ["source_conflict"]],
  ])("is what a call %s is charged at when its counts are said", async ([, tokens, source, flags], { expect }) => {
    const counts = Object.entries(tokens).map(([kind, count]) => [`${kind}_tokens`, count]);
    const resolved = await resolve(Object.fromEntries(counts));
    expect(resolved).toMatchObject({ flags, rate: { source } });
    expect(await chargedRate(tokens)).toBe(resolved.rate.id);
  });
});

describe("the rate of a service tier that knows no context tier", () => {
  const query = "/pricing/resolve?provider=acme&model=m2&service_tier=batch";

  it.for([
    ["", []],
    ["&input_tokens=272000", []],
    ["&input_tokens=272001", ["context_tier_unknown"]],
  ] as const)("is flagged above the one of the standard rate: %s", async ([counts, flags], { expect }) => {
    expect(await (await getJson(query + counts)).json()).toMatchObject({ service_tier: "batch", flags });
  });

  it("is charged, and said to be maybe not all", async ({ expect }) => {
    const id = crypto.randomUUID();
    const call = { type: "chat", provider: "acme", model: "m2", service_tier: "batch" };
    const tokens = { input: 400_000, output: 1_000 };
    const response = await postJson("/track/interaction", { id, session_id: id, user_id: id, ...call, tokens });
    // 400,000 × $1.25 + 1,000 × $7.50 per million
    expect(await response.json()).toMatchObject({
      cost: { ai_tokens: "0.507500000", flags: ["context_tier_unknown"] },
      warnings: expect.arrayContaining([
        { code: "rate_fallback", message: expect.stringContaining("context tier of the model's standard price") },
      ]),
    });
    const explanation = await getJson(`/api/interaction-cost?id=${id}`);
    expect(await explanation.json()).toMatchObject({ flags: ["context_tier_unknown"], reproducible: true });
  });
});

it("refuses a count that is no whole number", async ({ expect }) => {
  expect((await getJson("/pricing/resolve?model=m1&input_tokens=1e3")).status).toBe(400);
});
