import { createDb, startPriceRun } from "@voygent/db";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { syncPrices } from "../src/services/sync/sync-prices.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
import { meteredDatabase } from "./metered-database.ts";
import { pricingSettings } from "./pricing-settings.ts";
import { everyPriceRow, rateHistory, rowsOf } from "./stored-prices.ts";

const MINUTE_MS = 60_000;
const SOURCES = { sources: ["genai-prices"] };
const feed = usePriceFeed();

async function sync(body: object = {}): Promise<{ status: string; sources: Record<string, unknown>[] }> {
  return await (await postJson("/pricing/sync", { ...SOURCES, ...body })).json();
}

async function inputPrice(model: string, at?: string): Promise<unknown> {
  const query = new URLSearchParams({ provider: "acme", model, ...(at !== undefined && { at }) });
  const resolved: { rate?: { prices: { input: { base: string } } } } = await (
    await getJson(`/pricing/resolve?${query.toString()}`)
  ).json();
  return resolved.rate?.prices.input.base ?? null;
}

const plantRun = (id: string, startedAtMs: number) =>
  startPriceRun(createDb(env.DB), { id, trigger: "manual", startedAtMs, takeOverBeforeMs: startedAtMs });

beforeEach(plantEmptyBook);

describe("a sync", () => {
  it("takes over new models and publishes the next book", async ({ expect }) => {
    await feed.answer({ body: feedOf({ m1: { input_mtok: 2.5 }, m2: {} }) });
    expect(await sync()).toMatchObject({
      status: "ok",
      sources: [{ source: "genai-prices", status: "updated", models: 2, added: 2, changed: 0, quarantined: 0 }],
    });
    expect(await inputPrice("m1")).toBe("2.5");
    const [versions] = await rowsOf("SELECT count(*) AS books, max(version) - min(version) AS step FROM price_books");
    expect(versions).toEqual({ books: 2, step: 1 });
  });

  it("lets a changed rate begin when it was seen and leaves the others as they are", async ({ expect }) => {
    await feed.answer({ body: feedOf({ m1: { input_mtok: 2 }, m2: { input_mtok: 7 } }) });
    await sync();
    const [before] = await rowsOf("SELECT * FROM price_rates WHERE model = 'm2'");
    await feed.answer({ body: feedOf({ m1: { input_mtok: 3 }, m2: { input_mtok: 7 } }) });
    expect(await sync()).toMatchObject({ sources: [{ status: "updated", added: 0, changed: 1 }] });
    const [{ at } = { at: 0 }] = await rowsOf("SELECT max(recorded_at_ms) AS at FROM price_rates");
    expect(await rateHistory("m1")).toEqual([
      { picoUsd: 2_000_000, from: "always", to: "open", superseded: true },
      { picoUsd: 2_000_000, from: "always", to: at, superseded: false },
      { picoUsd: 3_000_000, from: at, to: "open", superseded: false },
    ]);
    expect(await rowsOf("SELECT * FROM price_rates WHERE model = 'm2'")).toEqual([before]);
    expect([await inputPrice("m1"), await inputPrice("m1", "2026-01-01T00:00:00Z")]).toEqual(["3", "2"]);
  });

  it("withdraws a price that was announced and is no longer", async ({ expect }) => {
    const announced = [
      { prices: { input_mtok: 2 } },
      { constraint: { start_date: "2999-01-01" }, prices: { input_mtok: 4 } },
    ];
    await feed.answer({ body: feedOf({ m1: announced }) });
    await sync();
    expect([await inputPrice("m1"), await inputPrice("m1", "2999-01-01T00:00:00Z")]).toEqual(["2", "4"]);
    await feed.answer({ body: feedOf({ m1: { input_mtok: 2 } }) });
    await sync();
    const from = Date.parse("2999-01-01");
    expect(await rateHistory("m1")).toEqual([
      { picoUsd: 2_000_000, from: "always", to: from, superseded: true },
      { picoUsd: 4_000_000, from, to: "open", superseded: true },
      { picoUsd: 2_000_000, from: "always", to: "open", superseded: false },
    ]);
    expect(await inputPrice("m1", "2999-01-01T00:00:00Z")).toBe("2");
  });

  it("keeps pricing a model that has left the list, behind those that are listed", async ({ expect }) => {
    const prices = { m1: { input_mtok: 1 }, m2: { input_mtok: 2 }, m3: { input_mtok: 3 }, m4: { input_mtok: 4 } };
    await feed.answer({ body: feedOf(prices) });
    await sync();
    const [seen] = await rowsOf("SELECT fetched_at_ms FROM price_sources");
    const { m1: _, ...others } = prices;
    await feed.answer({ body: feedOf(others) });
    expect(await sync()).toMatchObject({ sources: [{ vanished: 1 }] });
    expect(await inputPrice("m1")).toBe("1");
    expect(await rowsOf("SELECT model FROM price_models ORDER BY position")).toEqual([
      { model: "m2" },
      { model: "m3" },
      { model: "m4" },
      { model: "m1" },
    ]);
    const [m1] = await rowsOf("SELECT last_seen_at_ms FROM price_models WHERE model = 'm1'");
    expect(m1?.["last_seen_at_ms"]).toBe(seen?.["fetched_at_ms"]);
  });

  it("says what would change and writes nothing in a dry run", async ({ expect }) => {
    await feed.answer({ body: feedOf({ m1: { input_mtok: 2 } }) });
    const before = await everyPriceRow();
    expect(await sync({ dry_run: true })).toMatchObject({ status: "ok", sources: [{ status: "updated", added: 1 }] });
    expect(await everyPriceRow()).toEqual(before);
    expect(await rowsOf("SELECT id FROM price_runs")).toEqual([]);
  });
});

async function syncMetered(sources?: ["genai-prices"]) {
  const { database, rows } = meteredDatabase(env.DB);
  const run = await syncPrices(pricingSettings(database), {
    trigger: "manual",
    actor: null,
    sources,
    nowMs: Date.now(),
  });
  return { statuses: run.sources.map(({ status }) => status), rows };
}

describe("an unchanged list", () => {
  const body = feedOf({ m1: { input_mtok: 2 } });

  it("writes nothing and reads five rows for all four lists", async ({ expect }) => {
    const row = { id: "x", vendor: "x", name: "X", input: 1, output: 2 };
    const pricing = { prompt: "0.000001", completion: "0.000002" };
    const entry = { litellm_provider: "x", mode: "chat", input_cost_per_token: 1e-6, output_cost_per_token: 2e-6 };
    await feed.answer({ body });
    await feed.answer({ body: JSON.stringify({ x: entry }) }, "litellm");
    await feed.answer({ body: JSON.stringify({ data: [{ id: "x/y", pricing }] }) }, "openrouter");
    await feed.answer({ body: JSON.stringify({ prices: [row] }) }, "llm-prices");
    expect(await (await postJson("/pricing/sync", {})).json()).toMatchObject({ status: "ok" });
    const before = [await everyPriceRow(), await rowsOf("SELECT * FROM price_runs")];
    const { statuses, rows } = await syncMetered();
    expect(statuses).toEqual(["unchanged", "unchanged", "unchanged", "unchanged"]);
    expect([await everyPriceRow(), await rowsOf("SELECT * FROM price_runs")]).toEqual(before);
    expect(rows.written).toBe(0);
    expect(rows.read).toBeLessThanOrEqual(5);
  });

  it("is asked for with its ETag and need not be sent again", async ({ expect }) => {
    await feed.answer({ body, headers: { etag: '"one"' } });
    await sync();
    await feed.answer({ status: 304, body: "" });
    expect(await sync()).toMatchObject({ status: "ok", sources: [{ status: "unchanged", models: 1 }] });
    expect((await feed.requests()).at(-1)).toMatchObject({ "if-none-match": '"one"' });
  });

  it("is read again by an adapter that reads more", async ({ expect }) => {
    await feed.answer({ body, headers: { etag: '"one"' } });
    await sync();
    await env.DB.exec("UPDATE price_sources SET adapter_version = 0");
    expect(await sync()).toMatchObject({ sources: [{ status: "unchanged", models: 1 }] });
    expect((await feed.requests()).at(-1)).not.toHaveProperty("if-none-match");
  });

  it("publishes no book when only its layout has changed", async ({ expect }) => {
    await feed.answer({ body });
    await sync();
    const books = await rowsOf("SELECT version FROM price_books");
    await feed.answer({ body: JSON.stringify(JSON.parse(body), null, 2) });
    expect(await sync()).toMatchObject({ sources: [{ status: "unchanged" }] });
    expect(await rowsOf("SELECT version FROM price_books")).toEqual(books);
  });
});

describe("one run at a time", () => {
  it("refuses a run while another one is writing", async ({ expect }) => {
    await plantRun("going", Date.now() - 9 * MINUTE_MS);
    const response = await postJson("/pricing/sync", SOURCES);
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ code: "run_in_progress" });
  });

  it("takes over from a run that died more than ten minutes ago", async ({ expect }) => {
    await feed.answer({ body: feedOf({ m1: { input_mtok: 2 } }) });
    await plantRun("dead", Date.now() - 11 * MINUTE_MS);
    expect(await sync()).toMatchObject({ status: "ok" });
    expect(await rowsOf("SELECT status FROM price_runs WHERE id = 'dead'")).toEqual([{ status: "failed" }]);
  });

  it("publishes once when many ask at the same instant", async ({ expect }) => {
    await feed.answer({ body: feedOf({ m1: { input_mtok: 2 } }), delayMs: 200 });
    const responses = await Promise.all(Array.from({ length: 6 }, () => postJson("/pricing/sync", SOURCES)));
    const statuses = responses.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([200, 409, 409, 409, 409, 409]);
    expect(await rateHistory("m1")).toHaveLength(1);
  });

  it("lists the runs, newest first", async ({ expect }) => {
    await feed.answer({ body: feedOf({ m1: { input_mtok: 2 } }) });
    const { run_id: id } = await (await postJson("/pricing/sync", SOURCES)).json<{ run_id: string }>();
    await plantRun("going", Date.now() + MINUTE_MS);
    expect(await (await getJson("/pricing/runs")).json()).toMatchObject({
      data: [
        { run_id: "going", status: "running", trigger: "manual", finished_at: null, sources: [] },
        { run_id: id, status: "ok", trigger: "manual", sources: [{ status: "updated" }] },
      ],
    });
  });
});

describe("a run of several lists", () => {
  it("is partial when one of them fails, and the others are taken over", async ({ expect }) => {
    await feed.answer({ body: feedOf({ m1: { input_mtok: 2 } }) });
    await feed.answer({ status: 500, body: "" }, "litellm");
    const run = await sync({ sources: ["genai-prices", "litellm"] });
    expect(run).toMatchObject({
      status: "partial",
      sources: [
        { source: "genai-prices", status: "updated" },
        { source: "litellm", status: "failed", reason: "the price list answered 500" },
      ],
    });
    expect(await inputPrice("m1")).toBe("2");
    const stored = await rowsOf("SELECT status, reason FROM price_run_sources WHERE source = 'litellm'");
    expect(stored).toEqual([{ status: "failed", reason: "the price list answered 500" }]);
  });
});

const track = async () => {
  const event = { session_id: "s", user_id: "u", type: "chat", provider: "acme", model: "m1" };
  const response = await postJson("/track/interaction", { ...event, tokens: { input: 1_000 } });
  return (await response.json<{ cost: { ai_tokens: string } }>()).cost.ai_tokens;
};

describe("a price change", () => {
  it("changes what the next interaction costs and nothing before it", async ({ expect }) => {
    await feed.answer({ body: feedOf({ m1: { input_mtok: 2 } }) });
    await sync();
    expect(await track()).toBe("0.002000000");
    await feed.answer({ body: feedOf({ m1: { input_mtok: 3 } }) });
    await sync();
    await expect.poll(track, { timeout: 15_000, interval: 500 }).toBe("0.003000000");
    const [oldest] = await rowsOf(
      "SELECT ai_tokens_cost_nano_usd AS nano_usd FROM interactions WHERE session_id = 's' ORDER BY received_at_ms LIMIT 1",
    );
    expect(oldest).toEqual({ nano_usd: 2_000_000 });
  });
});
