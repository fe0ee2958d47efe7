import { beforeAll, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";

const feed = usePriceFeed();

const resolve = async (model: string, at: string, tier = "standard"): Promise<unknown> =>
  await (await getJson(`/pricing/resolve?provider=acme&model=${model}&at=${at}&service_tier=${tier}`)).json();

/** A model of LiteLLM's list, in dollars per million tokens; it has tiers if a price above 200,000 tokens is given. */
const litellm = (input: number, output: number, above?: number) => ({
  litellm_provider: "acme",
  mode: "chat",
  input_cost_per_token: input / 1e6,
  output_cost_per_token: output / 1e6,
  ...(above !== undefined && { input_cost_per_token_above_200k_tokens: above / 1e6 }),
});

const DATED = [
  { prices: { input_mtok: 5, output_mtok: 30 } },
  { constraint: { start_date: "2026-08-21" }, prices: { input_mtok: 4, output_mtok: 20 } },
  { constraint: { start_date: "2099-01-01" }, prices: { input_mtok: 6, output_mtok: 40 } },
];

const DAILY = [
  { prices: { input_mtok: 2, output_mtok: 8 } },
  { constraint: { start_time: "16:30:00Z", end_time: "00:30:00Z" }, prices: { input_mtok: 1, output_mtok: 4 } },
];

const NO_LONGER_TIERED = [
  { prices: { input_mtok: { base: 3, tiers: [{ start: 200_000, price: 6 }] }, output_mtok: 15 } },
  { constraint: { start_date: "2026-03-13" }, prices: { input_mtok: 3, output_mtok: 15 } },
];

/** Lets a rule of the list take every name that begins with the model's own. */
const family = (id: string) => [JSON.stringify({ equals: id }), JSON.stringify({ starts_with: id })] as const;

const BEFORE = "2026-08-20T12:00:00Z";
const AFTER = "2026-08-22T12:00:00Z";
const AT_NIGHT = "2026-08-22T20:00:00Z";

beforeAll(async () => {
  await plantEmptyBook();
  const body = feedOf({ dated: DATED, alike: DATED, daily: DAILY, tiered: NO_LONGER_TIERED });
  await feed.answer({
    body: ["dated", "alike", "daily", "tiered"].reduce((text, id) => text.replace(...family(id)), body),
  });
  const lists = {
    "acme/dated-0001": {
      ...litellm(5, 30),
      input_cost_per_token_batches: 2.5e-6,
      output_cost_per_token_batches: 1.5e-5,
    },
    "acme/dated-0002": litellm(6, 40),
    "acme/dated-0003": litellm(7, 50),
    "acme/alike-0001": litellm(5, 30, 10),
    "acme/daily-0001": litellm(2, 8),
    "acme/daily-0002": litellm(1, 4, 2),
    "acme/tiered": litellm(3, 15, 6),
  };
  await feed.answer({ body: JSON.stringify(lists) }, "litellm");
  await postJson("/pricing/sync", { sources: ["genai-prices", "litellm"] });
});

const charged = (source: string, base: string) => ({ rate: { source, prices: { input: { base } } } });

describe("an id whose row in the other list repeats a price that the default list dates", () => {
  it.for([
    ["a past price", "dated-0001"],
    ["a price to come", "dated-0002"],
  ] as const)("is charged by those dates, where it is %s", async ([, model], { expect }) => {
    expect(await resolve(model, BEFORE)).toMatchObject(charged("genai-prices", "5"));
    expect(await resolve(model, AFTER)).toMatchObject(charged("genai-prices", "4"));
  });

  it("is charged by that row where it is none of them", async ({ expect }) => {
    expect(await resolve("dated-0003", AFTER)).toMatchObject({
      ...charged("litellm", "7"),
      flags: expect.arrayContaining(["source_conflict"]),
    });
  });

  it.for(["daily-0001", "daily-0002"])(
    "is charged by the hour of the call, whenever the lists were read: %s has the price of one",
    async (model, { expect }) => {
      expect(await resolve(model, AFTER)).toMatchObject(charged("genai-prices", "2"));
      expect(await resolve(model, AT_NIGHT)).toMatchObject(charged("genai-prices", "1"));
    },
  );
});

describe("a rate by service tier, which only the other list tells", () => {
  const BATCH = charged("litellm", "2.5");

  it("is marked while the standard price that it goes with is no more that of the default list", async ({ expect }) => {
    expect(await resolve("dated-0001", BEFORE, "batch")).toMatchObject(BATCH);
    expect(await resolve("dated-0001", BEFORE, "batch")).not.toMatchObject({
      flags: expect.arrayContaining(["source_conflict"]),
    });
    expect(await resolve("dated-0001", AFTER, "batch")).toMatchObject({
      ...BATCH,
      flags: expect.arrayContaining(["source_conflict"]),
    });
  });
});

describe("context tiers that only the other list tells", () => {
  it("hold for as long as the price that they belong to", async ({ expect }) => {
    expect(await resolve("alike-0001", BEFORE)).toMatchObject(charged("litellm", "5"));
    expect(await resolve("alike-0001", AFTER)).toMatchObject(charged("genai-prices", "4"));
  });

  it("are past where the default list says until when they held", async ({ expect }) => {
    expect(await resolve("tiered", BEFORE)).toMatchObject(charged("genai-prices", "3"));
  });
});
