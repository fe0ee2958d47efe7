import { createDb, finishPriceRun, startPriceRun } from "@voygent/db";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { usePriceFeed } from "../../../tests/stack/use-price-feed.ts";
import { type LastTry, syncTwiceADay } from "../src/jobs/sync-twice-a-day.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { feedOf } from "./feed-of.ts";
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
