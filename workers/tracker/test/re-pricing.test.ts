import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { advanceRun, budgetOf } from "../src/services/re-estimate/advance-run.ts";
import { controlReprice } from "../src/services/re-estimate/control-reprice.ts";
import { describeRun } from "../src/services/re-estimate/describe-run.ts";
import { startReprice } from "../src/services/re-estimate/start-reprice.ts";
import { publishPrices } from "./planted-prices.ts";
import { EVERYTHING, runOf, startRun, stepOnce } from "./stepping.ts";
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
} from "./two-price-lists.ts";

const by = { actor: "tester", nowMs: Date.now() };

beforeEach(plantTwoPriceLists);

describe("a rehearsal", () => {
  it("says what would change and changes nothing", async ({ expect }) => {
    const before = await allInteractions();
    const id = await startRun({ isDryRun: true });
    await advanceRun(env.DB, id, budgetOf(5_000));
    expect(describeRun(await runOf(id), 0)).toMatchObject({
      kind: "rehearsal",
      status: "done",
      interactions: 9,
      changed: 9,
      cost_before: "0.000720000",
      cost_after: "0.003420000",
      unpriced_before: 3,
      unpriced_after: 0,
      progress: 1,
      by_model: [
        { provider: "acme", model: "a", interactions: 6, cost_before: "0.000720000", cost_after: "0.001920000" },
        { provider: "acme", model: "b", interactions: 3, cost_before: "0.000000000", cost_after: "0.001500000" },
      ],
    });
    expect(await allInteractions()).toEqual(before);
  });

  it("is outdated by newer prices, and by another range", async ({ expect }) => {
    const rehearsalId = await startRun({ isDryRun: true });
    await advanceRun(env.DB, rehearsalId, budgetOf(5_000));
    const other = await startReprice(trackerEnv, { ...EVERYTHING, startMs: 1, rehearsalId }, by);
    expect(other).toMatchObject({ refused: { code: "rehearsal_outdated" } });
    const { version } = await publishPrices({});
    expect(describeRun(await runOf(rehearsalId), version).status).toBe("stale");
    const later = await startReprice(trackerEnv, { ...EVERYTHING, rehearsalId }, by);
    expect(later).toMatchObject({ refused: { code: "rehearsal_outdated" } });
  });

  it("is applied by a re-pricing of the same range and prices", async ({ expect }) => {
    const rehearsalId = await startRun({ isDryRun: true });
    await advanceRun(env.DB, rehearsalId, budgetOf(5_000));
    const id = await startRun({ rehearsalId });
    await advanceRun(env.DB, id, budgetOf(5_000));
    const [rehearsed, applied] = [await runOf(rehearsalId), await runOf(id)];
    expect([applied.byModel, applied.costAfterNanoUsd]).toEqual([rehearsed.byModel, rehearsed.costAfterNanoUsd]);
  });
});

describe("a re-pricing", () => {
  it("keeps the totals equal to the sums of the interactions after every step", async ({ expect }) => {
    const id = await startRun();
    for (let changed = 2; changed <= 9; changed += 2) {
      expect(await stepOnce(id, 2)).toBe(true);
      expect((await runOf(id)).changedCount).toBe(changed);
      await expectExactTotals(expect);
    }
    await finish(id);
    expect(await costs()).toEqual(AFTER);
    await expectExactTotals(expect);
    const unpriced = await env.DB.prepare("SELECT count(*) AS n FROM unpriced_models").first();
    expect(unpriced).toEqual({ n: 0 });
  });

  it("keeps each superseded estimate, with the calculation and the rate that made it", async ({ expect }) => {
    const before = await allInteractions();
    const id = await startRun();
    await finish(id);
    const { results } = await env.DB.prepare("SELECT * FROM cost_estimates ORDER BY interaction_id").all();
    expect(results.map(({ superseded_by_run_id: run }) => run)).toEqual(Array.from({ length: 9 }, () => id));
    for (const column of ["ai_tokens_cost_nano_usd", "cost_status", "rate_id", "matched_by", "calculation_version"]) {
      expect(results.map((row) => row[column])).toEqual(before.map((row) => row[column]));
    }
    const { bookVersion } = await runOf(id);
    for (const row of await allInteractions()) {
      expect(row).toMatchObject({ cost_run_id: id, cost_revision: 1 });
      expect(row["rate_id"]).toBe(`rate-${bookVersion}-${String(row["model"])}`);
    }
  });

  it("changes only the range and the models that it is about", async ({ expect }) => {
    const startMs = START_MS + MINUTE_MS;
    const endMs = START_MS + 8 * MINUTE_MS;
    await finish(await startRun({ startMs, endMs, models: [{ provider: "acme", model: "a" }] }));
    expect(await costs()).toEqual(
      BEFORE.map((cost, index) => (index >= 1 && index < 8 && cost !== null ? 320_000 : cost)),
    );
    await finish(await startRun({ startMs, endMs, models: [{ provider: null, model: "b" }] }));
    expect(await costs()).toEqual(AFTER.map((cost, index) => (index >= 1 && index < 8 ? cost : 120_000)));
    await expectExactTotals(expect);
  });

  it("counts a cost that stays the same as looked at, and leaves it alone", async ({ expect }) => {
    await finish(await startRun());
    const before = await allInteractions();
    await publishPrices({ a: { input: 3, output: 2 }, b: { input: 5, output: 0 } });
    const again = await startRun();
    await finish(again);
    expect(await runOf(again)).toMatchObject({ examinedCount: 9, changedCount: 0, status: "done" });
    expect(await allInteractions()).toEqual(before);
  });

  it("is the only one at a time, beside rehearsals", async ({ expect }) => {
    await startRun();
    expect(await startReprice(trackerEnv, EVERYTHING, by)).toMatchObject({ refused: { code: "run_in_progress" } });
    expect(await startReprice(trackerEnv, { ...EVERYTHING, isDryRun: true }, by)).toHaveProperty("id");
  });

  it("is written to the audit log with what is done to it", async ({ expect }) => {
    const id = await startRun();
    for (const control of ["pause", "resume", "stop", "undo"] as const) {
      await controlReprice(trackerEnv, { id, control }, by);
    }
    const { results } = await env.DB.prepare("SELECT action, subject, actor FROM audit_log ORDER BY action").all();
    expect(results).toEqual(
      ["paused", "repriced", "resumed", "stopped", "undone"].map((action) => ({
        action: `cost.${action}`,
        subject: id,
        actor: "tester",
      })),
    );
  });
});
