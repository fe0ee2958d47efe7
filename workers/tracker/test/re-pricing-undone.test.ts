import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { advanceRun, budgetOf } from "../src/services/re-estimate/advance-run.ts";
import { controlReprice } from "../src/services/re-estimate/control-reprice.ts";
import { publishPrices } from "./planted-prices.ts";
import { runOf, startRun, stepOnce } from "./stepping.ts";
import { allInteractions } from "./totals-of-everything.ts";
import { trackerEnv } from "./tracker-env.ts";
import { BEFORE, costs, expectExactTotals, finish, plantTwoPriceLists } from "./two-price-lists.ts";

const by = { actor: "tester", nowMs: Date.now() };

/** Interactions as they are stored, but for how often they were estimated. */
async function interactionsButRevision(): Promise<unknown[]> {
  return (await allInteractions()).map((row) => ({ ...row, cost_revision: null }));
}

/** Undoes a run to its end; the run that did. */
async function undone(id: string) {
  const undo = await controlReprice(trackerEnv, { id, control: "undo" }, by);
  if ("refused" in undo) throw new Error(undo.refused.code);
  await finish(undo.id);
  return await runOf(undo.id);
}

beforeEach(plantTwoPriceLists);

describe("an undo", () => {
  it.for(["done", "stopped", "paused"])("gives back what it was before a run that is %s", async (state, { expect }) => {
    const before = await interactionsButRevision();
    const unpriced = await env.DB.prepare("SELECT * FROM unpriced_models").all();
    const id = await startRun();
    if (state === "done") await finish(id);
    else {
      await stepOnce(id, 5);
      await controlReprice(trackerEnv, { id, control: state === "paused" ? "pause" : "stop" }, by);
    }
    const undo = await controlReprice(trackerEnv, { id, control: "undo" }, by);
    if ("refused" in undo) throw new Error(undo.refused.code);
    while ((await runOf(undo.id)).status === "running") {
      await stepOnce(undo.id, 2);
      await expectExactTotals(expect);
    }
    expect(await interactionsButRevision()).toEqual(before);
    expect((await runOf(id)).status).toBe("undone");
    const counts = await env.DB.prepare("SELECT * FROM unpriced_models").all();
    expect(counts.results.map(({ interaction_count: count }) => count)).toEqual(
      unpriced.results.map(({ interaction_count: count }) => count),
    );
  });

  it("leaves alone what a later re-pricing owns, and can be repeated when that is undone", async ({ expect }) => {
    const first = await startRun();
    await finish(first);
    await publishPrices({ a: { input: 9, output: 0 }, b: { input: 5, output: 0 } });
    const second = await startRun();
    await finish(second);
    expect(await undone(first)).toMatchObject({ changedCount: 3, skippedCount: 6, status: "done" });
    expect(await costs()).toEqual(BEFORE.map((cost) => (cost === null ? null : 900_000)));
    expect(await undone(second)).toMatchObject({ changedCount: 6, skippedCount: 0 });
    expect(await undone(first)).toMatchObject({ changedCount: 6, skippedCount: 3 });
    expect(await costs()).toEqual(BEFORE);
    await expectExactTotals(expect);
  });

  it("is not for rehearsals, undos and what still runs", async ({ expect }) => {
    const rehearsal = await startRun({ isDryRun: true });
    await advanceRun(env.DB, rehearsal, budgetOf(5_000));
    const running = await startRun();
    for (const id of [rehearsal, running]) {
      const refused = await controlReprice(trackerEnv, { id, control: "undo" }, by);
      expect(refused).toMatchObject({ refused: { code: "wrong_state" } });
    }
    const unknown = await controlReprice(trackerEnv, { id: "no such run", control: "undo" }, by);
    expect(unknown).toMatchObject({ refused: { code: "not_found" } });
  });
});
