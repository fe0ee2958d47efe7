import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { fetchPriceList } from "../src/services/sync/fetch-price-list.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
import { everyPriceRow, rowsOf } from "./stored-prices.ts";

const feed = usePriceFeed();
const GOOD = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`m${index}`, { input_mtok: 2 }]));
const first = (count: number) => Object.fromEntries(Object.entries(GOOD).slice(0, count));

const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const sync = async (): Promise<unknown> =>
  await (await postJson("/pricing/sync", { sources: ["genai-prices"] })).json();

beforeAll(async () => {
  await plantEmptyBook();
  await feed.answer({ body: feedOf(GOOD) });
  await sync();
});

type Damage = [name: string, answer: Parameters<typeof feed.answer>[0], status: "failed" | "rejected", reason: RegExp];

describe("a damaged list", () => {
  it.for<Damage>([
    ["an HTML page", { body: "<!doctype html><title>Sorry</title>" }, "rejected", /not JSON/],
    ["an error text with the status of success", { body: "upstream timed out" }, "rejected", /not JSON/],
    ["a body that breaks off", { body: feedOf(GOOD).slice(0, -20) }, "rejected", /not JSON/],
    ["an empty body", { body: "" }, "rejected", /not JSON/],
    ["a body nested 10,000 levels deep", { body: nested(10_000) }, "rejected", /nested more than 32 levels/],
    ["another document", { body: '{"prices":[]}' }, "rejected", /not a genai-prices list/],
    ["a list without models", { body: feedOf({}) }, "rejected", /no model/],
    ["a list that lost 40 % of its models", { body: feedOf(first(6)) }, "rejected", /shrank from 10 to 6/],
    [
      "a list with many negative prices",
      { body: feedOf({ ...GOOD, m0: { input_mtok: -1 }, m1: { input_mtok: -2 }, m2: { input_mtok: -1 } }) },
      "rejected",
      /3 entries of the list have a negative price/,
    ],
    [
      "a list with many prices that are none",
      { body: feedOf({ ...GOOD, m0: { input_mtok: "two" }, m1: { input_mtok: null }, m2: { input_mtok: [] } }) },
      "rejected",
      /3 entries of the list cannot be read/,
    ],
    [
      "a redirect to another host",
      { status: 302, headers: { location: "https://evil.test/data.json" }, body: "" },
      "rejected",
      /another host, evil\.test/,
    ],
    [
      "a redirect without end",
      { status: 302, headers: { location: "genai-prices" }, body: "" },
      "failed",
      /redirects more than/,
    ],
    ["an error", { status: 500, body: "no" }, "failed", /answered 500/],
    ["a 304 that nobody asked for", { status: 304, body: "" }, "failed", /answered 304/],
    ["more than 8 MiB", { body: " ".repeat(8 * 1024 * 1024 + 1) }, "failed", /larger than 8388608 bytes/],
    ["100 MB that never end", { body: " ".repeat(1024), repeat: 100_000 }, "failed", /larger than 8388608 bytes/],
  ])("%s changes nothing, and the result says why", async ([, answer, status, reason], { expect }) => {
    await feed.answer(answer);
    const before = await everyPriceRow();
    expect(await sync()).toMatchObject({
      status: "failed",
      sources: [{ status, models: 0, added: 0, changed: 0, reason: expect.stringMatching(reason) }],
    });
    expect(await everyPriceRow()).toEqual(before);
    const resolved = await getJson("/pricing/resolve?provider=acme&model=m1");
    expect(await resolved.json()).toMatchObject({ status: "priced", rate: { prices: { input: { base: "2" } } } });
    const [run] = await rowsOf("SELECT status FROM price_runs ORDER BY started_at_ms DESC LIMIT 1");
    expect(run).toEqual({ status: "failed" });
  });
});

describe("a list that lost less than 30 % of its models", () => {
  it("is taken over", async ({ expect }) => {
    await feed.answer({ body: feedOf(first(8)) });
    expect(await sync()).toMatchObject({ status: "ok", sources: [{ vanished: 2 }] });
  });
});

describe("a list that is hard to reach", () => {
  const url = `${env.TEST_FEEDS_URL}/feeds/genai-prices`;

  beforeEach(async () => {
    await feed.answer({ body: "[]" });
  });

  it("is given up when it stalls", async ({ expect }) => {
    await feed.answer({ body: "[]", delayMs: 2_000 });
    const fetching = fetchPriceList({ url, etag: null, isLocal: true, timeoutMs: 200 });
    await expect(fetching).rejects.toThrow(/did not answer in time/);
  });

  it("is given up when it stalls in the middle", async ({ expect }) => {
    await feed.answer({ body: "[", stalls: true });
    const fetching = fetchPriceList({ url, etag: null, isLocal: true, timeoutMs: 300 });
    await expect(fetching).rejects.toThrow(/did not answer in time/);
  });

  it("is not read over plain http but from this machine in a local run", async ({ expect }) => {
    await expect(fetchPriceList({ url, etag: null, isLocal: true })).resolves.toMatchObject({ body: "[]" });
    await expect(fetchPriceList({ url, etag: null, isLocal: false })).rejects.toThrow(/must begin with https/);
    const elsewhere = fetchPriceList({ url: "http://prices.test/data.json", etag: null, isLocal: true });
    await expect(elsewhere).rejects.toThrow(/must begin with https/);
  });

  it("is not there at all", async ({ expect }) => {
    const fetching = fetchPriceList({ url: "http://127.0.0.1:1/data.json", etag: null, isLocal: true });
    await expect(fetching).rejects.toThrow(/could not be reached/);
  });
});
