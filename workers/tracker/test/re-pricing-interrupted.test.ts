import { createDb } from "@voygent/db";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { moveOldestRows } from "../../archiver/src/services/move-oldest-rows.ts";
import { advanceRun, budgetOf } from "../src/services/re-estimate/advance-run.ts";
import { controlReprice } from "../src/services/re-estimate/control-reprice.ts";
import { publishPrices } from "./planted-prices.ts";
import { recordWith } from "./record-with.ts";
import { failingDatabase, overtakenDatabase, runOf, startRun, stepOnce } from "./stepping.ts";
import { allInteractions } from "./totals-of-everything.ts";
import { trackerEnv } from "./tracker-env.ts";
import {
  AFTER,
  BEFORE,
  costs,
  expectExactTotals,
  finish,
  MINUTE_MS,
  plantTwoPriceLists,
  START_MS,
  usage,
} from "./two-price-lists.ts";

const by = { actor: "tester", nowMs: Date.now() };

beforeEach(plantTwoPriceLists);

describe("a re-pricing that is interrupted", () => {
  it.for(["before", "after"] as const)("goes on when it is killed %s a step is written", async (when, { expect }) => {
    const id = await startRun();
    for (let kill = 0; kill < 4; kill += 1) {
      await expect(stepOnce(id, 2, failingDatabase(when))).rejects.toThrow("killed");
      await expectExactTotals(expect);
      await stepOnce(id, 1);
      await expectExactTotals(expect);
    }
    await finish(id);
    expect(await costs()).toEqual(AFTER);
    expect(await runOf(id)).toMatchObject({ examinedCount: 9, changedCount: 9, costAfterNanoUsd: 3_420_000 });
  });

  it("takes each step once when several take it at the same time", async ({ expect }) => {
    const id = await startRun();
    const taken = await Promise.all(Array.from({ length: 4 }, () => stepOnce(id, 3)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    await expectExactTotals(expect);
    await Promise.all(Array.from({ length: 3 }, () => advanceRun(env.DB, id, budgetOf(5_000))));
    expect(await costs()).toEqual(AFTER);
    expect(await runOf(id)).toMatchObject({ examinedCount: 9, changedCount: 9, status: "done" });
    await expectExactTotals(expect);
  });

  it("counts each interaction once when several take the steps of a rehearsal", async ({ expect }) => {
    const id = await startRun({ isDryRun: true });
    const taken = await Promise.all(Array.from({ length: 4 }, () => stepOnce(id, 3)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await runOf(id)).toMatchObject({ examinedCount: 3, costAfterNanoUsd: 320_000 + 500_000 + 320_000 });
  });

  it("takes no step while it is paused, and none after it was stopped", async ({ expect }) => {
    const id = await startRun();
    await stepOnce(id, 2);
    await controlReprice(trackerEnv, { id, control: "pause" }, by);
    await advanceRun(env.DB, id, budgetOf(5_000));
    expect(await runOf(id)).toMatchObject({ status: "paused", changedCount: 2 });
    await controlReprice(trackerEnv, { id, control: "resume" }, by);
    await stepOnce(id, 2);
    await controlReprice(trackerEnv, { id, control: "stop" }, by);
    await advanceRun(env.DB, id, budgetOf(5_000));
    expect(await runOf(id)).toMatchObject({ status: "stopped", changedCount: 4 });
    expect(await costs()).toEqual([...AFTER.slice(0, 4), ...BEFORE.slice(4)]);
    await expectExactTotals(expect);
    const resumed = await controlReprice(trackerEnv, { id, control: "resume" }, by);
    expect(resumed).toMatchObject({ refused: { code: "wrong_state" } });
  });

  it("looks at interactions once that the archiver moves meanwhile", async ({ expect }) => {
    const id = await startRun();
    const db = createDb(env.DB);
    const olderThanMs = START_MS + 60 * MINUTE_MS;
    for (let round = 0; round < 6; round += 1) {
      await stepOnce(id, 2);
      await moveOldestRows(db, { runId: "archiving", olderThanMs, limit: 3 });
      await expectExactTotals(expect);
    }
    expect(await runOf(id)).toMatchObject({ status: "done", examinedCount: 9, changedCount: 9 });
    expect(await costs()).toEqual(AFTER);
    const live = await env.DB.prepare("SELECT count(*) AS n FROM interactions").first();
    expect(live).toEqual({ n: 0 });
  });

  it("reads the interactions again when the archiver moves them between reading and writing", async ({ expect }) => {
    const id = await startRun();
    const olderThanMs = START_MS + 60 * MINUTE_MS;
    const moving = overtakenDatabase(
      async () => await moveOldestRows(createDb(env.DB), { runId: "archiving", olderThanMs, limit: 1 }),
    );
    expect(await stepOnce(id, 2, moving)).toBe(false);
    await expectExactTotals(expect);
    await finish(id);
    expect(await costs()).toEqual(AFTER);
    await expectExactTotals(expect);
  });

  it("leaves what comes in meanwhile to the prices in force", async ({ expect }) => {
    const id = await startRun();
    await stepOnce(id, 4);
    const newest = await publishPrices({ a: { input: 7, output: 0 } });
    await recordWith(newest, [usage("late-0", "a", 0), usage("late-8", "a", 8), usage("new", "c", 9)]);
    await expectExactTotals(expect);
    await finish(id);
    await expectExactTotals(expect);
    const rows = await allInteractions();
    const costOf = (wanted: string) => rows.find(({ id: rowId }) => rowId === wanted)?.["ai_tokens_cost_nano_usd"];
    expect(costOf("late-0"), "behind the walk, as recorded").toBe(700_000);
    expect(costOf("late-8"), "before the walk, by the prices of the run").toBe(320_000);
    expect(costOf("new")).toBeNull();
  });

  it("waits when its price book is gone", async ({ expect }) => {
    const id = await startRun();
    await env.DB.prepare("UPDATE reprice_runs SET book_version = 99 WHERE id = ?1").bind(id).run();
    await advanceRun(env.DB, id, budgetOf(5_000));
    expect(await runOf(id)).toMatchObject({ status: "paused", reason: "price_book_expired" });
    expect(await costs()).toEqual(BEFORE);
  });
});
