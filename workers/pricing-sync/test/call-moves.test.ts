import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
import { rowsOf } from "./stored-prices.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

const feed = usePriceFeed();

type Run = { sources: { quarantined: number; changed: number; skipped: number }[] };

async function sync(prices: Record<string, unknown>): Promise<Run> {
  await feed.answer({ body: feedOf(prices) });
  return await (await postJson("/pricing/sync", { sources: ["genai-prices"] })).json();
}

const GOOD = { input_mtok: 0.435, output_mtok: 0.87, cache_read_mtok: 0.003625 };
const SEARCHES = { input_mtok: 2, output_mtok: 8, web_searches_kcount: 10 };

const dear = (factor: number) => ({ m1: { ...GOOD, output_mtok: 0.87 * factor }, m2: SEARCHES });

async function resolve(): Promise<unknown> {
  const found: { rate: { prices: unknown } } = await (await getJson("/pricing/resolve?provider=acme&model=m1")).json();
  return found.rate.prices;
}

const heldMoves = async (): Promise<unknown[]> =>
  (await rowsOf("SELECT moves FROM price_quarantine WHERE model = 'm1'")).flatMap(({ moves }) =>
    JSON.parse(String(moves)),
  );

/** Makes all that is stored older, as if so many days had passed. */
async function letDaysPass(days: number): Promise<void> {
  const ms = days * DAY_MS;
  await env.DB.exec(
    `UPDATE price_rates SET recorded_at_ms = recorded_at_ms - ${ms},
       effective_from_ms = iif(effective_from_ms = 0, 0, effective_from_ms - ${ms}),
       effective_to_ms = iif(effective_to_ms = 253402300799999, 253402300799999, effective_to_ms - ${ms}),
       superseded_at_ms = iif(superseded_at_ms = 253402300799999, 253402300799999, superseded_at_ms - ${ms})`.replaceAll(
      "\n",
      " ",
    ),
  );
}

beforeEach(async () => {
  await plantEmptyBook();
  await sync({ m1: GOOD, m2: SEARCHES });
});

describe("a price that calls never had before", () => {
  it.for<[string, object, unknown]>([
    [
      "a tier at a thousand times the price",
      { ...GOOD, input_mtok: { base: 0.435, tiers: [{ start: 1, price: 435 }] } },
      { unit: "input", above_input_tokens: 1, from_pico: 435_000, to_pico: 435_000_000, factor: 1000 },
    ],
    [
      "a fee for every request",
      { ...GOOD, requests_kcount: 1000 },
      // 1,000 × 0.435 + 1,000 × 0.87 millionths, and then a dollar.
      { unit: "requests", above_input_tokens: null, from_pico: 0, to_pico: 1e12, factor: 767.3 },
    ],
    [
      "a fee for searches that is a hundred times the others'",
      { ...GOOD, web_searches_kcount: 1000 },
      { unit: "web_searches", above_input_tokens: null, from_pico: 0, to_pico: 1e12, factor: 100 },
    ],
    [
      "a price of its own for reasoning",
      { ...GOOD, output_reasoning_mtok: 9 },
      { unit: "reasoning", above_input_tokens: null, from_pico: 870_000, to_pico: 9_000_000, factor: 10.3 },
    ],
    [
      "no price for cached tokens beside a new one for the others, which they then cost",
      { input_mtok: 0.4, output_mtok: 0.87 },
      { unit: "cache_read", above_input_tokens: null, from_pico: 3_625, to_pico: 400_000, factor: 110.3 },
    ],
    [
      "an hour of the day at eleven times the price",
      [
        { prices: GOOD },
        { constraint: { start_time: "01:00:00Z", end_time: "04:00:00Z" }, prices: { ...GOOD, output_mtok: 9.57 } },
      ],
      { unit: "output", above_input_tokens: null, from_pico: 870_000, to_pico: 9_570_000, factor: 11 },
    ],
  ])("%s is held, and the price before it is charged", async ([, prices, move], { expect }) => {
    const before = await resolve();
    expect(await sync({ m1: prices, m2: SEARCHES })).toMatchObject({ sources: [{ changed: 0, quarantined: 1 }] });
    expect(await heldMoves()).toContainEqual(move);
    expect(await resolve()).toEqual(before);
  });

  it.for<[string, object]>([
    ["a tier at twice the price", { ...GOOD, input_mtok: { base: 0.435, tiers: [{ start: 200_000, price: 0.87 }] } }],
    ["a fee for searches like others have it", { ...GOOD, web_searches_kcount: 10 }],
    ["a price for tokens written to the cache", { ...GOOD, cache_write_mtok: 0.54 }],
  ])("%s is taken over", async ([, prices], { expect }) => {
    expect(await sync({ m1: prices, m2: SEARCHES })).toMatchObject({ sources: [{ changed: 1, quarantined: 0 }] });
  });
});

describe("a price that a list leaves out", () => {
  it.for<[string, object, string]>([
    ["for output", { input_mtok: 0.5, cache_read_mtok: 0.003625 }, "acme/m1: output"],
    ["for all tokens", { web_searches_kcount: 10 }, "acme/m1: input, output"],
  ])("%s leaves the whole model as it was, and is listed", async ([, prices, key], { expect }) => {
    const before = await resolve();
    expect(await sync({ m1: prices, m2: SEARCHES })).toMatchObject({
      sources: [{ changed: 0, quarantined: 0, skipped: 1 }],
    });
    expect(await resolve()).toEqual(before);
    const [row] = await rowsOf(
      "SELECT detail->'skipped' AS skipped FROM price_run_sources ORDER BY started_at_ms DESC",
    );
    expect(JSON.parse(String(row?.["skipped"]))).toEqual({ missing_price: { count: 1, examples: [key] } });
  });

  it("as a zero for the cache leaves that price as it was, and takes the others over", async ({ expect }) => {
    expect(await sync({ m1: { ...GOOD, output_mtok: 1, cache_read_mtok: 0 }, m2: SEARCHES })).toMatchObject({
      sources: [{ changed: 1, quarantined: 0, skipped: 1 }],
    });
    expect(await resolve()).toMatchObject({ cache_read: { base: "0.003625" }, output: { base: "1" } });
  });
});

describe("prices that move in steps of less than ten times", () => {
  it("are held at the step that is too far from a week ago", async ({ expect }) => {
    expect(await sync(dear(9))).toMatchObject({ sources: [{ changed: 1, quarantined: 0 }] });
    expect(await sync(dear(81))).toMatchObject({ sources: [{ changed: 0, quarantined: 1 }] });
    expect(await heldMoves()).toMatchObject([{ unit: "output", from_pico: 870_000, factor: 81 }]);
    // Back again from there: what was believed before is no move.
    expect(await sync({ m1: GOOD, m2: SEARCHES })).toMatchObject({ sources: [{ changed: 1, quarantined: 0 }] });
  });

  it("are taken over when the first step has held for a week", async ({ expect }) => {
    await sync(dear(9));
    await letDaysPass(8);
    expect(await sync(dear(81))).toMatchObject({ sources: [{ changed: 1, quarantined: 0 }] });
  });
});

const FAMILY = { id: "m3", match: { or: [{ equals: "m3" }, { equals: "m3-2026-01-01" }] }, prices: { input_mtok: 2 } };

/** The list of the family, whose dated model is new at this price, or not there yet. */
const familyOf = (dated: number | null) =>
  feedOf(
    {},
    {
      models: [
        FAMILY,
        dated === null
          ? { id: "m1", match: { equals: "m1" }, prices: GOOD }
          : { id: "m3-2026-01-01", match: { equals: "m3-2026-01-01" }, prices: { input_mtok: dated } },
      ],
    },
  );

async function syncFamily(dated: number | null): Promise<Run> {
  await feed.answer({ body: familyOf(dated) });
  return await (await postJson("/pricing/sync", { sources: ["genai-prices"] })).json();
}

async function inputOfDated(): Promise<string> {
  const found: { rate: { prices: { input: { base: string } } } } = await (
    await getJson("/pricing/resolve?provider=acme&model=m3-2026-01-01")
  ).json();
  return found.rate.prices.input.base;
}

describe("a new model under a name that calls are priced by already", () => {
  beforeEach(async () => {
    await syncFamily(null);
  });

  it("is left out and listed when it would cost more than ten times as much", async ({ expect }) => {
    expect(await syncFamily(21)).toMatchObject({ sources: [{ added: 0, skipped: 1 }] });
    expect(await inputOfDated()).toBe("2");
  });

  it("is taken over else", async ({ expect }) => {
    expect(await syncFamily(1)).toMatchObject({ sources: [{ added: 1, skipped: 0 }] });
    expect(await inputOfDated()).toBe("1");
  });
});
