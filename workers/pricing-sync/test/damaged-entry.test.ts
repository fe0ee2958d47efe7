import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
import { rowsOf } from "./stored-prices.ts";

const feed = usePriceFeed();
const sync = async (): Promise<unknown> =>
  await (await postJson("/pricing/sync", { sources: ["genai-prices"] })).json();
const GOOD = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`m${index}`, { input_mtok: 2 }]));

/** The list of one provider with `count` free models. */
const providerOf = (id: string, count: number): unknown[] =>
  JSON.parse(feedOf(Object.fromEntries(Array.from({ length: count }, (_, index) => [`${id}-${index}`, {}])), { id }));

const listOf = (large: number, small: number) =>
  JSON.stringify([...providerOf("large", large), ...providerOf("small", small)]);

const withPrice = (prices: unknown) => feedOf({ ...GOOD, odd: prices });
const withModel = (model: object) =>
  JSON.stringify([
    {
      ...JSON.parse(feedOf(GOOD))[0],
      models: [...JSON.parse(feedOf(GOOD))[0].models, { id: "odd", match: { equals: "odd" }, prices: {}, ...model }],
    },
  ]);

describe("an entry that cannot be priced", () => {
  beforeEach(async () => {
    await plantEmptyBook();
  });

  it.for<[string, string, string]>([
    ["a negative price", withPrice({ input_mtok: -1 }), "negative"],
    ["a price beyond belief", withPrice({ input_mtok: 1_000_001 }), "out_of_range"],
    ["a price that is a text", withPrice({ input_mtok: "2" }), "not_a_number"],
    ["no price where one must be", withPrice({ input_mtok: null }), "not_a_number"],
    ["a price of zero", withPrice({ input_mtok: 0, output_mtok: 2 }), "zero_unknown"],
    ["a tier of zero", withPrice({ input_mtok: { base: 2, tiers: [{ start: 10, price: 0 }] } }), "zero_unknown"],
    ["prices in units that nobody knows", withPrice({ input_furlongs: 2 }), "not_expressible"],
    ["a broken regular expression", withModel({ match: { regex: "(" } }), "bad_rule"],
    ["a regular expression that never ends", withModel({ match: { regex: "^(a+)+$" } }), "bad_rule"],
    ["an unknown rule", withModel({ match: { sounds_like: "m" } }), "bad_rule"],
    ["an unknown condition", withModel({ prices: [{ constraint: { weekday: 7 }, prices: {} }] }), "bad_window"],
    [
      "a day that is none",
      withModel({ prices: [{ constraint: { start_date: "2025-02-30" }, prices: {} }] }),
      "bad_window",
    ],
    ["no prices at all", withModel({ prices: null }), "not_a_model"],
  ])("%s leaves only itself out and is listed", async ([, body, reason], { expect }) => {
    await feed.answer({ body });
    expect(await sync()).toMatchObject({ status: "ok", sources: [{ status: "updated", models: 10, skipped: 1 }] });
    const [row] = await rowsOf("SELECT detail->'skipped' AS skipped FROM price_run_sources");
    expect(JSON.parse(String(row?.["skipped"]))).toEqual({ [reason]: { count: 1, examples: ["acme/odd"] } });
    expect(await (await getJson("/pricing/resolve?provider=acme&model=odd")).json()).toMatchObject({
      status: "unpriced",
    });
  });

  it("a key that nobody knows is kept once, and told once", async ({ expect }) => {
    for (const usd of [2, 3]) {
      await feed.answer({ body: withPrice({ input_mtok: usd, input_furlongs: usd }) });
      await sync();
    }
    const keys = await rowsOf("SELECT source, key, example FROM price_unknown_keys");
    expect(keys).toEqual([{ source: "genai-prices", key: "input_furlongs", example: "acme/odd" }]);
  });

  it("a provider that leaves a list keeps its prices", async ({ expect }) => {
    await feed.answer({ body: listOf(20, 60) });
    await sync();
    await feed.answer({ body: listOf(0, 60) });
    expect(await sync()).toMatchObject({ sources: [{ status: "updated", vanished: 20 }] });
    expect(await (await getJson("/pricing/resolve?provider=large&model=large-1")).json()).toMatchObject({
      status: "priced",
    });
  });
});
