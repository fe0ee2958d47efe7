import { env } from "cloudflare:workers";
import { sha256Hex } from "@voygent/http";
import { beforeAll, describe, it } from "vitest";

import { getJson, keyHeaders, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
import { sendJson } from "./send-json.ts";

type RateList = {
  data: { model: string; service_tier: string; prices: object; effective_from: string | null }[];
  total: number;
  at: string;
  next_cursor: string | null;
};

const feed = usePriceFeed();

const PRICES = {
  plain: { input_mtok: 0.083333, output_mtok: 15, web_searches_kcount: 10, output_reasoning_mtok: 3 },
  tiered: { input_mtok: { base: 5, tiers: [{ start: 200_000, price: 10 }] } },
  dated: [{ prices: { input_mtok: 1 } }, { constraint: { start_date: "2026-07-30" }, prices: { input_mtok: 0.2 } }],
  daily: [
    { prices: { input_mtok: 1 } },
    { constraint: { start_time: "16:30:00Z", end_time: "00:30:00Z" }, prices: { input_mtok: 0.5 } },
  ],
  heard: { audio_hours: 0.36 },
};

async function rates(query: Record<string, string>): Promise<RateList> {
  return await (await getJson(`/pricing/rates?${new URLSearchParams(query).toString()}`)).json();
}

const ratesOf = ({ data }: RateList) => data.map(({ model, service_tier }) => `${model} ${service_tier}`);

async function createKey(scope: string): Promise<string> {
  const key = crypto.randomUUID();
  await env.DB.prepare("INSERT INTO api_keys VALUES (?1, 'test', ?2, ?3, ?1, 'none', 0, NULL, NULL)")
    .bind(crypto.randomUUID(), JSON.stringify([scope]), await sha256Hex(key))
    .run();
  return key;
}

beforeAll(async () => {
  await plantEmptyBook();
  await feed.answer({ body: feedOf(PRICES) });
  await postJson("/pricing/sync", {});
});

describe("rates", () => {
  it("are in US dollars per million, exact", async ({ expect }) => {
    const { data } = await rates({ provider: "acme", model: "plain" });
    // A thousand searches for $10 are $10,000 a million.
    expect(data[0]?.prices).toEqual({
      input: { base: "0.083333", tiers: [] },
      output: { base: "15", tiers: [] },
      reasoning: { base: "3", tiers: [] },
      web_searches: { base: "10000", tiers: [] },
    });
  });

  it("show their tiers", async ({ expect }) => {
    const { data } = await rates({ model: "tiered" });
    expect(data[0]?.prices).toEqual({
      input: { base: "5", tiers: [{ above_input_tokens: 200_000, inclusive: false, price: "10" }] },
    });
  });

  it.for([
    ["dated", "2026-07-29T23:59:59.999Z", "1"],
    ["dated", "2026-07-30T00:00:00.000Z", "0.2"],
    ["dated", "2026-07-29", "1"],
    ["dated", "2026-07-30", "0.2"],
    ["daily", "2026-03-04T16:29:59Z", "1"],
    ["daily", "2026-03-04T16:30:00Z", "0.5"],
    ["daily", "2026-03-04T00:29:59Z", "0.5"],
    ["daily", "2026-03-04T00:30:00Z", "1"],
  ] as const)("of %s at %s", async ([model, at, base], { expect }) => {
    const { data } = await rates({ model, at });
    expect(data.map(({ prices }) => prices)).toEqual([{ input: { base, tiers: [] } }]);
    const resolved = await getJson(`/pricing/resolve?provider=acme&model=${model}&at=${at}`);
    expect(await resolved.json()).toMatchObject({ matched_by: "exact", rate: { prices: { input: { base } } } });
  });

  it("are counted whatever the limit", async ({ expect }) => {
    const page = await rates({ limit: "2", source: "genai-prices" });
    expect(page.data.map(({ model }) => model)).toEqual(["daily", "dated"]);
    expect(page.total).toBe(5);
  });

  it("are empty for what is not on the list", async ({ expect }) => {
    expect(await rates({ model: "unheard-of" })).toMatchObject({ data: [], total: 0 });
    expect(await (await getJson("/pricing/resolve?provider=acme&model=unheard-of")).json()).toEqual({
      status: "unpriced",
      reason: "unknown_model",
    });
  });

  it.for(["limit=0", "limit=501", "at=yesterday", "source=nobody"])("refuse %s", async (query, { expect }) => {
    expect((await getJson(`/pricing/rates?${query}`)).status).toBe(400);
  });
});

describe("pages of models", () => {
  it("hold all rates of each", async ({ expect }) => {
    const provider = "pager";
    const tiers = { first: ["standard", "batch"], second: ["standard", "flex", "priority"], third: ["standard"] };
    for (const [model, names] of Object.entries(tiers)) {
      for (const service_tier of names) {
        const path = `/pricing/overrides/${provider}/${model}`;
        expect((await sendJson("PUT", path, { prices: { input: "1" }, service_tier })).status).toBe(200);
      }
    }
    const query = { provider, per: "model", limit: "2" };
    const page = await rates(query);
    expect(ratesOf(page)).toEqual([
      "first batch",
      "first standard",
      "second flex",
      "second priority",
      "second standard",
    ]);
    expect(page.total).toBe(3);
    const next = await rates({ ...query, cursor: page.next_cursor ?? "" });
    expect(ratesOf(next)).toEqual(["third standard"]);
    expect(next).toMatchObject({ total: 3, next_cursor: null });
  });
});

describe("who may see and change prices", () => {
  it.for(["/pricing/rates", "/pricing/resolve?model=m", "/pricing/runs"])(
    "%s needs a reader",
    async (path, { expect }) => {
      expect((await getJson(path, {})).status).toBe(401);
      expect((await getJson(path, keyHeaders(await createKey("track")))).status).toBe(403);
      expect((await getJson(path, keyHeaders(await createKey("read")))).status).toBe(200);
    },
  );

  it("a reader may not sync", async ({ expect }) => {
    expect((await postJson("/pricing/sync", {}, keyHeaders(await createKey("read")))).status).toBe(403);
  });

  it("nobody needs a key for the health", async ({ expect }) => {
    expect(await (await getJson("/pricing/health", {})).json()).toMatchObject({ worker: "pricing-sync", status: "ok" });
  });
});
