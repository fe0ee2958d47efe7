import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { budgetOf } from "../src/services/re-estimate/advance-run.ts";
import { continueRuns } from "../src/services/re-estimate/continue-runs.ts";
import { continueUntilDone } from "../src/services/re-estimate/continue-until-done.ts";
import { type PlantedPrices, publishPrices } from "./planted-prices.ts";
import { recordWith } from "./record-with.ts";
import { startRun } from "./stepping.ts";
import { removeEverything } from "./totals-of-everything.ts";
import { trackerEnv } from "./tracker-env.ts";
import { costs, expectExactTotals, usage } from "./two-price-lists.ts";

const STATEMENTS_OF_AN_INVOCATION = 1_000;

const unpricedCount = async () =>
  await env.DB.prepare("SELECT count(*) AS n FROM interactions WHERE cost_status = 'unpriced'").first("n");

const modelNames = (count: number, prefix = "m") => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

async function plantUnpriced(models: string[]): Promise<void> {
  const book = await publishPrices({});
  await recordWith(
    book,
    models.map((model, index) => usage(`${model}-${index}`, model, index % 60)),
  );
}

const pricesOf = (models: string[]): PlantedPrices =>
  Object.fromEntries(models.map((model) => [model, { input: 5, output: 0 }]));

/** The tracker's bindings with a count of the statements that were prepared. */
function countedEnv() {
  const counted = { statements: 0 };
  const database = new Proxy(env.DB, {
    get: (target, name) => {
      if (name === "prepare") counted.statements += 1;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { counted, env: { ...trackerEnv, DB: database } };
}

beforeEach(removeEverything);

describe("a flood of interactions without a price", () => {
  it("is priced whole within one tick of the clock, whatever number of models it is of", async ({ expect }) => {
    const models = modelNames(130);
    await plantUnpriced([...models, ...modelNames(30, "unheard")]);
    await publishPrices(pricesOf(models));
    await env.TRACKER.runScheduled("0 * * * *");
    expect(await unpricedCount()).toBe(30);
    expect((await costs()).filter((cost) => cost === 500_000)).toHaveLength(130);
    await expectExactTotals(expect);
  });

  it("is priced in as many calls as it takes, with exact totals after each", async ({ expect }) => {
    const models = ["a", "b", "a", "c", "a"];
    await plantUnpriced(models);
    await publishPrices(pricesOf(models));
    let calls = 0;
    const call = async () => {
      calls += 1;
      const isDone = await continueRuns(trackerEnv, { ...budgetOf(10_000), stepsLeft: 1 });
      await expectExactTotals(expect);
      return isDone;
    };
    expect(await continueUntilDone(call, { calls: 2, withinMs: 60_000 })).toBe(false);
    // One step is enough for the three of `a`, one for `b`; `c` waits.
    expect([calls, await unpricedCount()]).toEqual([2, 1]);
    expect(await continueUntilDone(call, { calls: 10, withinMs: 60_000 })).toBe(true);
    expect(await costs()).toEqual([500_000, 500_000, 500_000, 500_000, 500_000]);
    expect(await continueUntilDone(call, { calls: 10, withinMs: 60_000 })).toBe(true);
  });

  it("stays within the statements of one invocation per call", async ({ expect }) => {
    const models = modelNames(60);
    await plantUnpriced(models);
    await publishPrices(pricesOf(models));
    const { counted, env: bindings } = countedEnv();
    expect(await continueRuns(bindings, budgetOf(60_000))).toBe(false);
    expect(await unpricedCount()).toBe(10);
    expect(counted.statements).toBeLessThan(STATEMENTS_OF_AN_INVOCATION);
  });

  it("is priced before a rehearsal goes on", async ({ expect }) => {
    await plantUnpriced(["a"]);
    await publishPrices(pricesOf(["a"]));
    await startRun({ isDryRun: true });
    expect(await continueRuns(trackerEnv, { ...budgetOf(10_000), stepsLeft: 1 })).toBe(false);
    expect(await costs()).toEqual([500_000]);
  });
});

describe("late pricing that fails", () => {
  const failed = "UPDATE reprice_runs SET status = 'failed', reason = 'step_failed' WHERE kind = 'late'";

  it("goes on with the next tick of the clock", async ({ expect }) => {
    await plantUnpriced(["a"]);
    await publishPrices(pricesOf(["a"]));
    await continueRuns(trackerEnv, { ...budgetOf(10_000), stepsLeft: 0 });
    await env.DB.prepare(failed).run();
    await continueRuns(trackerEnv, budgetOf(10_000));
    expect(await costs()).toEqual([null]);
    await env.TRACKER.runScheduled("0 * * * *");
    expect(await costs()).toEqual([500_000]);
    await expectExactTotals(expect);
  });

  it("leaves a count that no cost can be kept of unpriced, and prices the others", async ({ expect }) => {
    const book = await publishPrices({});
    const impossible = { ...usage("1", "a", 0), tokens: { input: 1_000_000_000_000, output: 0 } };
    await recordWith(book, [impossible, usage("2", "a", 1)]);
    // 10^12 tokens at 10^5 micro-dollars are 10^20 nano-dollars.
    await publishPrices({ a: { input: 100_000, output: 0 } });
    await env.TRACKER.runScheduled("0 * * * *");
    expect(await costs()).toEqual([null, 10_000_000_000]);
    await expectExactTotals(expect);
  });
});
