import { createDb, finishPriceRun, startPriceRun } from "@voygent/db";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { type LastTry, syncTwiceADay } from "../src/jobs/sync-twice-a-day.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { retryFailedLists } from "../src/jobs/retry-failed-lists.ts";
import { feedOf } from "./feed-of.ts";
import { syncPrices } from "../src/services/sync/sync-prices.ts";
import { pricingSettings } from "./pricing-settings.ts";
import { rowsOf } from "./stored-prices.ts";

const HOUR_MS = 60 * 60 * 1000;
const NOW_MS = Date.parse("2026-03-04T12:00:00Z");
const feed = usePriceFeed();

async function plantFinishedRun(startedAtMs: number): Promise<void> {
  const db = createDb(env.DB);
  await startPriceRun(db, { id: "earlier", trigger: "cron", startedAtMs, takeOverBeforeMs: 0 });
  await finishPriceRun(db, { id: "earlier", finishedAtMs: startedAtMs, status: "failed" });
}

async function tick(lastTry: LastTry = { atMs: 0 }): Promise<unknown> {
  await syncTwiceADay(pricingSettings(env.DB), NOW_MS, lastTry);
  return await rowsOf("SELECT trigger, status FROM price_runs WHERE id <> 'earlier'");
}

beforeEach(async () => {
  await plantEmptyBook();
  await feed.answer({ body: feedOf({ m1: { input_mtok: 2 } }) });
});

describe("the clock", () => {
  it("syncs when that was never tried", async ({ expect }) => {
    expect(await tick()).toEqual([{ trigger: "cron", status: "partial" }]);
  });

  it("leaves the lists alone for twelve hours after a run that brought nothing", async ({ expect }) => {
    expect(await tick({ atMs: NOW_MS - 11 * HOUR_MS })).toEqual([]);
    expect(await tick({ atMs: NOW_MS - 12 * HOUR_MS })).toHaveLength(1);
  });

  it("leaves the lists alone for twelve hours after a recorded run", async ({ expect }) => {
    await plantFinishedRun(NOW_MS - 11 * HOUR_MS);
    expect(await tick()).toEqual([]);
  });

  it("syncs again after twelve hours", async ({ expect }) => {
    await plantFinishedRun(NOW_MS - 12 * HOUR_MS);
    expect(await tick()).toEqual([{ trigger: "cron", status: "partial" }]);
  });
});

/** The hour of each of its tries, by an hourly clock that begins with one; every answer is what it answers at that hour. */
async function triesInHours(hours: number): Promise<unknown> {
  const settings = pricingSettings(env.DB);
  await syncPrices(settings, { trigger: "cron", actor: null, sources: ["genai-prices"], nowMs: NOW_MS });
  for (let hour = 1; hour <= hours; hour += 1) await retryFailedLists(settings, NOW_MS + hour * HOUR_MS);
  const runs = await rowsOf(
    `SELECT (started_at_ms - ${NOW_MS}) / ${HOUR_MS} AS hour, trigger FROM price_runs WHERE id <> 'earlier' ORDER BY 1`,
  );
  return runs.map(({ hour, trigger }) => `${String(trigger)} at ${String(hour)}`);
}

describe("a list that failed", () => {
  it("is asked again after an hour, and ever less often while it fails", async ({ expect }) => {
    await feed.answer({ status: 500, body: "" });
    expect(await triesInHours(30)).toEqual([
      "cron at 0",
      "retry at 1",
      "retry at 3",
      "retry at 7",
      "retry at 15",
      "retry at 27",
    ]);
  });

  it("is left alone once it answers well", async ({ expect }) => {
    expect(await triesInHours(5)).toEqual(["cron at 0"]);
  });

  it("does not put off the turn of the others", async ({ expect }) => {
    const db = createDb(env.DB);
    await startPriceRun(db, { id: "earlier", trigger: "retry", startedAtMs: NOW_MS - HOUR_MS, takeOverBeforeMs: 0 });
    await finishPriceRun(db, { id: "earlier", finishedAtMs: NOW_MS - HOUR_MS, status: "failed" });
    expect(await tick()).toHaveLength(1);
  });
});
