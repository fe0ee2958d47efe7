import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
import { rowsOf } from "./stored-prices.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

const feed = usePriceFeed();

async function sync(prices: unknown): Promise<void> {
  await feed.answer({ body: feedOf({ m1: prices }) });
  await postJson("/pricing/sync", { sources: ["genai-prices"] });
}

async function inputAt(atMs: number): Promise<string> {
  const at = new Date(atMs).toISOString();
  const found: { rate: { prices: { input: { base: string } } } } = await (
    await getJson(`/pricing/resolve?provider=acme&model=m1&at=${at}`)
  ).json();
  return found.rate.prices.input.base;
}

/** What is believed today, and was believed at an instant, about another one. */
async function believed(knownAt: number, atMs: number): Promise<unknown> {
  const query = new URLSearchParams({
    provider: "acme",
    model: "m1",
    at: new Date(atMs).toISOString(),
    known_at: new Date(knownAt).toISOString(),
  });
  const { data }: { data: { prices: { input: { base: string } } }[] } = await (
    await getJson(`/pricing/rates?${query.toString()}`)
  ).json();
  return data[0]?.prices.input.base;
}

/** Makes all that is stored older, as if so many days had passed; dates that the list gives stay. */
async function letDaysPass(days: number): Promise<void> {
  const ms = days * DAY_MS;
  const passed = (column: string, isMoved: string) => `${column} = iif(${isMoved}, ${column} - ${ms}, ${column})`;
  const seen = "% 86400000 <> 0 AND effective_to_ms < 253402300799999";
  await env.DB.exec(
    `UPDATE price_rates SET recorded_at_ms = recorded_at_ms - ${ms},
       ${passed("effective_from_ms", "effective_from_ms % 86400000 <> 0")},
       ${passed("effective_to_ms", `effective_to_ms ${seen}`)},
       ${passed("superseded_at_ms", "superseded_at_ms < 253402300799999")}`.replaceAll("\n", " "),
  );
}

const dated = (start_date: string, input_mtok: number) => ({ constraint: { start_date }, prices: { input_mtok } });
const CHEAP = { input_mtok: 2 };
const HISTORY = [{ prices: { input_mtok: 1 } }, dated("2025-01-01", 2)];
const INSTANTS = ["2019-06-01", "2020-06-01", "2024-06-01", "2025-06-01", "2026-03-01"].map((day) => Date.parse(day));

const answers = async (atMs: number[]) => await Promise.all(atMs.map(inputAt));

beforeEach(plantEmptyBook);

describe("a list that is damaged for a while and then restored", () => {
  it.for<[name: string, good: unknown, damaged: unknown[]]>([
    ["without a date", CHEAP, [{ input_mtok: 19 }]],
    ["twice without a date", CHEAP, [{ input_mtok: 4 }, { input_mtok: 19 }]],
    ["by a date long ago", CHEAP, [[{ prices: CHEAP }, dated("2020-01-01", 19)]]],
    ["by another first price", HISTORY, [[{ prices: { input_mtok: 9 } }, dated("2025-01-01", 2)]]],
    ["by another price under its date", HISTORY, [[HISTORY[0], dated("2025-01-01", 9)]]],
    ["by an earlier date", HISTORY, [[HISTORY[0], dated("2020-01-01", 2)]]],
    ["by a date more", HISTORY, [[...HISTORY, dated("2026-01-01", 9)]]],
    ["by its dates having gone", HISTORY, [{ input_mtok: 5 }]],
  ])("%s: says of every day what it said before", async ([, good, damaged], { expect }) => {
    await sync(good);
    await letDaysPass(30);
    const before = await answers(INSTANTS);
    for (const prices of damaged) await sync(prices);
    const damagedAtMs = Date.now();
    const [told] = damaged.slice(-1);
    await sync(good);
    expect(told).toBeDefined();
    expect(await answers([...INSTANTS, damagedAtMs, Date.now()])).toEqual([...before, "2", "2"]);
  });

  it("still tells what was believed meanwhile", async ({ expect }) => {
    await sync(CHEAP);
    await letDaysPass(30);
    await sync({ input_mtok: 19 });
    const damagedAtMs = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await sync(CHEAP);
    expect([await believed(damagedAtMs, damagedAtMs), await believed(Date.now(), damagedAtMs)]).toEqual(["19", "2"]);
    expect(await inputAt(damagedAtMs)).toBe("2");
  });
});

describe("a price that held for a while", () => {
  it("keeps its time when the list goes back to the price before it", async ({ expect }) => {
    await sync(CHEAP);
    await letDaysPass(30);
    await sync({ input_mtok: 4 });
    await letDaysPass(10);
    await sync(CHEAP);
    const fiveDaysAgoMs = Date.now() - 5 * DAY_MS;
    expect(await answers([fiveDaysAgoMs - 20 * DAY_MS, fiveDaysAgoMs, Date.now()])).toEqual(["2", "4", "2"]);
  });

  it("keeps its date when the list tidies its history up", async ({ expect }) => {
    await sync(HISTORY);
    await sync({ input_mtok: 2 });
    expect(await answers(INSTANTS)).toEqual(["1", "1", "1", "2", "2"]);
    expect(await rowsOf("SELECT count(*) AS rates FROM price_rates")).toEqual([{ rates: 2 }]);
  });
});
