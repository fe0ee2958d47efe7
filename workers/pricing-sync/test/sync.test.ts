import { createDb, startPriceRun } from "@voygent/db";
import { env } from "cloudflare:workers";
import { beforeEach, describe, inject, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { syncPrices } from "../src/services/sync-prices.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
import { meteredDatabase } from "./metered-database.ts";
import { everyPriceRow, rateHistory, rowsOf } from "./stored-prices.ts";

const MINUTE_MS = 60_000;
const feed = usePriceFeed();

async function sync(body: object = {}): Promise<{ status: string; sources: Record<string, unknown>[] }> {
  return await (await postJson("/pricing/sync", body)).json();
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
    expect(await rowsOf("SELECT version FROM price_books ORDER BY version")).toEqual([{ version: 1 }, { version: 2 }]);
  });

  it("supersedes a changed rate and leaves the others as they are", async ({ expect }) => {
    await feed.answer({ body: feedOf({ m1: { input_mtok: 2 }, m2: { input_mtok: 7 } }) });
    await sync();
    const [before] = await rowsOf("SELECT * FROM price_rates WHERE model = 'm2'");
    await feed.answer({ body: feedOf({ m1: { input_mtok: 3 }, m2: { input_mtok: 7 } }) });
    expect(await sync()).toMatchObject({ sources: [{ status: "updated", added: 0, changed: 1 }] });
    expect(await rateHistory("m1")).toEqual([
      { picoUsd: 2_000_000, superseded: true },
      { picoUsd: 3_000_000, superseded: false },
    ]);
    expect(await rowsOf("SELECT * FROM price_rates WHERE model = 'm2'")).toEqual([before]);
  });

  it("adds a third rate when a price goes back to what it was", async ({ expect }) => {
    for (const usd of [2, 3, 2]) {
      await feed.answer({ body: feedOf({ m1: { input_mtok: usd } }) });
      await sync();
    }
    expect(await rateHistory("m1")).toEqual([
      { picoUsd: 2_000_000, superseded: true },
      { picoUsd: 3_000_000, superseded: true },
      { picoUsd: 2_000_000, superseded: false },
    ]);
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
    expect(await rateHistory("m1")).toEqual([
      { picoUsd: 2_000_000, superseded: false },
      { picoUsd: 4_000_000, superseded: true },
    ]);
    expect(await inputPrice("m1", "2999-01-01T00:00:00Z")).toBe("2");
  });

  it("keeps pricing a model that has left the list, behind those that are listed", async ({ expect }) => {
    const prices = { m1: { input_mtok: 1 }, m2: { input_mtok: 2 }, m3: { input_mtok: 3 }, m4: { input_mtok: 4 } };
    await feed.answer({ body: feedOf(prices) });
    await sync();
    const { m1: _, ...others } = prices;
    await feed.answer({ body: feedOf(others) });
    await sync();
    expect(await inputPrice("m1")).toBe("1");
    expect(await rowsOf("SELECT model FROM price_models ORDER BY position")).toEqual([
      { model: "m2" },
      { model: "m3" },
      { model: "m4" },
      { model: "m1" },
    ]);
  });

  it("keeps the newest three books", async ({ expect }) => {
    for (const usd of [1, 2, 3, 4]) {
      await feed.answer({ body: feedOf({ m1: { input_mtok: usd } }) });
      await sync();
    }
    expect(await rowsOf("SELECT version FROM price_books ORDER BY version")).toEqual([
      { version: 3 },
      { version: 4 },
      { version: 5 },
    ]);
  });

  it("says what would change and writes nothing in a dry run", async ({ expect }) => {
    await feed.answer({ body: feedOf({ m1: { input_mtok: 2 } }) });
    const before = await everyPriceRow();
    expect(await sync({ dry_run: true })).toMatchObject({ status: "ok", sources: [{ status: "updated", added: 1 }] });
    expect(await everyPriceRow()).toEqual(before);
    expect(await rowsOf("SELECT id FROM price_runs")).toEqual([]);
  });
});

async function syncMetered() {
  const { database, rows } = meteredDatabase(env.DB);
  const url = `${inject("feedServerUrl")}/feeds/genai-prices`;
  const settings = { ADMIN_TOKEN: "", VERSION: "", ENVIRONMENT: "local", PRICING_SOURCE_GENAI_PRICES_URL: url };
  const run = await syncPrices({ ...settings, DB: database }, { trigger: "manual", nowMs: Date.now() });
  return { status: run.sources[0]?.status, rows };
}

describe("an unchanged list", () => {
  const body = feedOf({ m1: { input_mtok: 2 } });

  it("writes nothing but the record of its run", async ({ expect }) => {
    await feed.answer({ body });
    await sync();
    await env.DB.exec("DELETE FROM price_runs");
    const before = await everyPriceRow();
    const { status, rows } = await syncMetered();
    expect(status).toBe("unchanged");
    expect(await everyPriceRow()).toEqual(before);
    // The run and its index entry when it starts, the run when it ends.
    expect(rows.written).toBe(3);
    expect(rows.read).toBeLessThanOrEqual(5);
  });

  it("is asked for with its ETag and need not be sent again", async ({ expect }) => {
    await feed.answer({ body, headers: { etag: '"one"' } });
    await sync();
    await feed.answer({ status: 304, body: "" });
    expect(await sync()).toMatchObject({ status: "ok", sources: [{ status: "unchanged", models: 1 }] });
    expect((await feed.requests()).at(-1)).toMatchObject({ "if-none-match": '"one"' });
  });

  it("publishes no book when only its layout has changed", async ({ expect }) => {
    await feed.answer({ body });
    await sync();
    await feed.answer({ body: JSON.stringify(JSON.parse(body), null, 2) });
    expect(await sync()).toMatchObject({ sources: [{ status: "unchanged" }] });
    expect(await rowsOf("SELECT max(version) AS version FROM price_books")).toEqual([{ version: 2 }]);
  });
});

describe("one run at a time", () => {
  it("refuses a run while another one is going", async ({ expect }) => {
    await plantRun("going", Date.now() - 9 * MINUTE_MS);
    const response = await postJson("/pricing/sync", {});
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
    const responses = await Promise.all(Array.from({ length: 6 }, () => postJson("/pricing/sync", {})));
    const statuses = responses.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([200, 409, 409, 409, 409, 409]);
    expect(await rateHistory("m1")).toHaveLength(1);
  });

  it("lists the runs, newest first", async ({ expect }) => {
    await feed.answer({ body: feedOf({ m1: { input_mtok: 2 } }) });
    const { run_id: id } = await (await postJson("/pricing/sync", {})).json<{ run_id: string }>();
    await plantRun("going", Date.now() + MINUTE_MS);
    expect(await (await getJson("/pricing/runs")).json()).toMatchObject({
      data: [
        { run_id: "going", status: "running", trigger: "manual", finished_at: null, sources: [] },
        { run_id: id, status: "ok", trigger: "manual", sources: [{ status: "updated" }] },
      ],
    });
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
