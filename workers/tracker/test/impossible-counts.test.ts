import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { LIFETIMES } from "../../../tests/stack/totals-comparisons.ts";
import { advanceRun, budgetOf } from "../src/services/re-estimate/advance-run.ts";
import { describeRun } from "../src/services/re-estimate/describe-run.ts";
import { publishPrices } from "./planted-prices.ts";
import { recordWith } from "./record-with.ts";
import { runOf, startRun } from "./stepping.ts";
import { removeEverything } from "./totals-of-everything.ts";
import { costs, expectExactTotals, usage } from "./two-price-lists.ts";

const withInput = (id: string, minute: number, input: number) => ({
  ...usage(id, "a", minute),
  tokens: { input, output: 0 },
});

const DAY = { start_date: "2024-03-04", end_date: "2024-03-04" };

beforeEach(removeEverything);

describe("a count whose cost no number holds", () => {
  it.for([true, false])("stays unpriced, and all else goes on, when dry run is %s", async (isDryRun, { expect }) => {
    // 10^12 tokens at 10^5 micro-dollars are 10^20 nano-dollars.
    const dear = { a: { input: 100_000, output: 0 } };
    await recordWith(await publishPrices(dear), [withInput("1", 0, 1e12), withInput("2", 1, 1)]);
    await publishPrices({ a: { input: 200_000, output: 0 } });
    const id = await startRun({ isDryRun });
    await advanceRun(env.DB, id, budgetOf(5_000));
    expect(describeRun(await runOf(id), 0)).toMatchObject({
      state: "done",
      interactions: 2,
      changed: 1,
      cost_before: "0.100000000",
      cost_after: "0.200000000",
      unpriced_after: 1,
    });
    expect(await costs()).toEqual([null, isDryRun ? 100_000_000 : 200_000_000]);
    await expectExactTotals(expect);
  });
});

describe("the sums of a run", () => {
  it("are exact past 2^53 nano-dollars, in its answer, in the list of runs and in all totals", async ({ expect }) => {
    const events = Array.from({ length: 11 }, (_, index) => withInput(`i-${index}`, index, 1_093_750_001));
    await recordWith(await publishPrices({}), events);
    await publishPrices({ a: { input: 1_000.125, output: 0 } });
    const rehearsal: unknown = await (await postJson("/pricing/reprice", { ...DAY, dry_run: true })).json();
    // 11 × 1,093,750,001 × 1,000.125 micro-dollars: an odd number of nano-dollars, which no number of JavaScript is.
    const sums = { cost_before: "0.000000000", cost_after: "12032753.917251375" };
    expect(rehearsal).toMatchObject({ state: "done", ...sums, by_model: [{ model: "a", ...sums }] });
    const applied: unknown = await (await postJson("/pricing/reprice", DAY)).json();
    expect(applied).toMatchObject({ state: "done", changed: 11, ...sums });
    const listed: unknown = await (await getJson("/pricing/reprice")).json();
    expect(listed).toMatchObject({
      data: [
        { kind: "reprice", ...sums },
        { kind: "rehearsal", ...sums },
      ],
    });
    const stored = "SELECT CAST(cost_after_nano_usd AS TEXT) AS sum FROM reprice_runs";
    expect((await env.DB.prepare(stored).all()).results).toEqual([
      { sum: "12032753917251375" },
      { sum: "12032753917251375" },
    ]);
    const total = `SELECT CAST(sum(ai_tokens_cost_nano_usd) AS TEXT) AS sum FROM ${LIFETIMES}`;
    expect(await env.DB.prepare(total).first("sum")).toBe("12032753917251375");
  });

  it("are read in runs that were stored as numbers past 2^53", async ({ expect }) => {
    await publishPrices({ a: { input: 1, output: 0 } });
    const id = await startRun({ isDryRun: true });
    const sums = '{"acme\\u0000a":[10,10,0,10937500000000000,0,0]}';
    await env.DB.prepare("UPDATE reprice_runs SET by_model = ?1 WHERE id = ?2").bind(sums, id).run();
    expect(describeRun(await runOf(id), 0)).toMatchObject({ cost_after: "10937500.000000000" });
  });
});
