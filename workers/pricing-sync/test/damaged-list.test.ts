import { beforeAll, beforeEach, describe, inject, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { fetchPriceList } from "../src/services/fetch-price-list.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
import { everyPriceRow } from "./stored-prices.ts";

const feed = usePriceFeed();
const GOOD = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`m${index}`, { input_mtok: 2 }]));
const first = (count: number) => Object.fromEntries(Object.entries(GOOD).slice(0, count));

const withModel = (model: object) =>
  feedOf(GOOD, { models: [{ id: "m", match: { equals: "m" }, prices: {}, ...model }] });
const withPrice = (price: unknown) => feedOf({ ...GOOD, m: { input_mtok: price } });
const nested = (depth: number) => `${'{"or":['.repeat(depth)}{"equals":"m"}${"]}".repeat(depth)}`;

beforeAll(async () => {
  await plantEmptyBook();
  await feed.answer({ body: feedOf(GOOD) });
  await postJson("/pricing/sync", {});
});

type Damage = [name: string, answer: Parameters<typeof feed.answer>[0], status: "failed" | "rejected", reason: RegExp];

describe("a damaged list", () => {
  it.for<Damage>([
    ["an HTML page", { body: "<!doctype html><title>Sorry</title>" }, "rejected", /not JSON/],
    ["a body that breaks off", { body: feedOf(GOOD).slice(0, -20) }, "rejected", /not JSON/],
    ["an empty body", { body: "" }, "rejected", /not JSON/],
    ["another document", { body: '{"prices":[]}' }, "rejected", /not a genai-prices list/],
    ["a list without models", { body: feedOf({}) }, "rejected", /no model/],
    ["a list that lost 40 % of its models", { body: feedOf(first(6)) }, "rejected", /shrank from 10 to 6/],
    ["a negative price", { body: withPrice(-1) }, "rejected", /not a genai-prices list/],
    ["a price beyond belief", { body: withPrice(1_000_001) }, "rejected", /not a genai-prices list/],
    ["a price that is a text", { body: withPrice("2") }, "rejected", /not a genai-prices list/],
    [
      "a broken regular expression",
      { body: withModel({ match: { regex: "(" } }) },
      "rejected",
      /not a genai-prices list/,
    ],
    [
      "one that never ends",
      { body: withModel({ match: { regex: "^(a+)+$" } }) },
      "rejected",
      /not a genai-prices list/,
    ],
    ["an unknown rule", { body: withModel({ match: { sounds_like: "m" } }) }, "rejected", /not a genai-prices list/],
    [
      "rules nested 10,000 levels deep",
      { body: withModel({ match: "deep" }).replace('"deep"', () => nested(10_000)) },
      "rejected",
      /not a genai-prices list/,
    ],
    [
      "an unknown condition",
      { body: withModel({ prices: [{ constraint: { weekday: 7 }, prices: {} }] }) },
      "rejected",
      /not a genai-prices list/,
    ],
    [
      "a day that is none",
      { body: withModel({ prices: [{ constraint: { start_date: "2025-02-30" }, prices: {} }] }) },
      "rejected",
      /not a genai-prices list/,
    ],
    [
      "a redirect to another host",
      { status: 302, headers: { location: "https://evil.test/data.json" }, body: "" },
      "rejected",
      /another host, evil\.test/,
    ],
    [
      "a redirect without end",
      { status: 302, headers: { location: "/feeds/genai-prices" }, body: "" },
      "failed",
      /redirects more than/,
    ],
    ["an error", { status: 500, body: "no" }, "failed", /answered 500/],
    ["a 304 that nobody asked for", { status: 304, body: "" }, "failed", /answered 304/],
    ["more than 8 MiB", { body: " ".repeat(8 * 1024 * 1024 + 1) }, "failed", /larger than 8388608 bytes/],
  ])("is refused: %s", async ([, answer, status, reason], { expect }) => {
    const before = await everyPriceRow();
    await feed.answer(answer);
    const run: { status: string; sources: object[] } = await (await postJson("/pricing/sync", {})).json();
    expect(run).toMatchObject({ status: "failed", sources: [{ status, added: 0, changed: 0 }] });
    expect(run.sources[0]).toHaveProperty("reason", expect.stringMatching(reason));
    expect(await everyPriceRow()).toEqual(before);
    expect(await (await getJson("/pricing/resolve?provider=acme&model=m1")).json()).toMatchObject({ status: "priced" });
  });

  it("may lose less than 30 % of its models", async ({ expect }) => {
    await feed.answer({ body: feedOf(first(8)) });
    expect(await (await postJson("/pricing/sync", {})).json()).toMatchObject({ status: "ok" });
  });
});

describe("a list that is hard to reach", () => {
  const url = `${inject("feedServerUrl")}/feeds/genai-prices`;

  beforeEach(async () => {
    await feed.answer({ body: "[]" });
  });

  it("is given up when it stalls", async ({ expect }) => {
    await feed.answer({ body: "[]", delayMs: 2_000 });
    const fetching = fetchPriceList({ url, etag: null, isLocal: true, timeoutMs: 200 });
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
