import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { getJson } from "../../../tests/stack/front-door.ts";
import { budgetOf } from "../src/services/re-estimate/advance-run.ts";
import { continueRuns } from "../src/services/re-estimate/continue-runs.ts";
import { listUnpriced } from "../src/services/re-estimate/list-unpriced.ts";
import { eventOf } from "./event-of.ts";
import { publishPrices } from "./planted-prices.ts";
import { recordWith } from "./record-with.ts";
import { runOf, startRun } from "./stepping.ts";
import { allInteractions, removeEverything } from "./totals-of-everything.ts";
import { trackerEnv } from "./tracker-env.ts";
import { costs, expectExactTotals, usage } from "./two-price-lists.ts";

const untried = "SELECT model FROM unpriced_models WHERE tried_book_version < ?1";
const lateRuns = async () =>
  await env.DB.prepare("SELECT count(*) AS n FROM reprice_runs WHERE kind = 'late'").first("n");

const continueAll = async () => await continueRuns(trackerEnv, budgetOf(10_000));

beforeEach(removeEverything);

describe("an interaction without a price", () => {
  it("is counted by model, with its tokens, in the same batch", async ({ expect }) => {
    const book = await publishPrices({ a: { input: 1, output: 1 } });
    const events = [usage("1", "a", 0), usage("2", "b", 1), usage("3", "b", 5), usage("4", "c", 2)];
    await recordWith(book, events);
    await recordWith(book, events);
    expect(await listUnpriced(env.DB, 1)).toEqual({
      data: [
        {
          provider: "acme",
          model: "b",
          interactionCount: 2,
          inputTokens: 200,
          outputTokens: 20,
          firstSeenAtMs: Date.parse("2024-03-04T09:01:00Z"),
          lastSeenAtMs: Date.parse("2024-03-04T09:05:00Z"),
        },
      ],
      total: 2,
    });
    await expectExactTotals(expect);
  });

  it("gets its cost with the clock's next tick after its rate appears, as everybody sees it", async ({ expect }) => {
    const id = crypto.randomUUID();
    const event = eventOf({
      id,
      session_id: id,
      user_id: id,
      provider: "acme",
      model: "unheard-of",
      tokens: { input: 1000, output: 100 },
      timestamp: new Date(Date.now() - 60_000).toISOString(),
    });
    await recordWith(await publishPrices({}), [event]);
    await env.TRACKER.runScheduled("0 * * * *");
    const before: unknown = await (await getJson(`/api/sessions/${id}`)).json();
    expect(before).toMatchObject({ unpriced_count: 1 });
    const { version } = await publishPrices({ "unheard-of": { input: 2, output: 3 } });
    await env.TRACKER.runScheduled("0 * * * *");
    const interactions: unknown = await (await getJson(`/api/sessions/${id}/interactions`)).json();
    expect(interactions).toMatchObject({
      data: [{ cost: { ai_tokens: "0.002300000", status: "priced", rate_id: `rate-${version}-unheard-of` } }],
    });
    const after: unknown = await (await getJson(`/api/sessions/${id}`)).json();
    expect(after).toMatchObject({ unpriced_count: 0, cost: { ai_tokens: "0.002300000" } });
    await expectExactTotals(expect);
  });

  it("gets its cost although its client has stated 0", async ({ expect }) => {
    await recordWith(await publishPrices({}), [{ ...usage("1", "b", 0), cost_usd: 0 }]);
    expect(await costs()).toEqual([null]);
    await expectExactTotals(expect);
    await publishPrices({ b: { input: 5, output: 0 } });
    await continueAll();
    expect(await costs()).toEqual([500_000]);
    await expectExactTotals(expect);
  });

  it("gets its cost in the archive, too", async ({ expect }) => {
    await recordWith(await publishPrices({}), [usage("1", "b", 0), usage("2", "b", 1)]);
    await env.DB.batch([
      env.DB.prepare("INSERT INTO interactions_archive SELECT * FROM interactions WHERE id = '1'"),
      env.DB.prepare("DELETE FROM interactions WHERE id = '1'"),
    ]);
    await publishPrices({ b: { input: 5, output: 0 } });
    await continueAll();
    expect(await costs()).toEqual([500_000, 500_000]);
    await expectExactTotals(expect);
  });

  it("gets its cost when only some dates have a rate", async ({ expect }) => {
    await recordWith(await publishPrices({}), [usage("1", "b", 0), usage("2", "b", 1), usage("3", "b", 2)]);
    const fromMs = Date.parse("2024-03-04T09:01:00Z");
    const { version } = await publishPrices({ b: { input: 5, output: 0, fromMs, toMs: fromMs + 1000 } });
    await continueAll();
    expect(await costs()).toEqual([null, 500_000, null]);
    expect((await env.DB.prepare(untried).bind(version).all()).results).toEqual([]);
    await expectExactTotals(expect);
  });
});

describe("late pricing", () => {
  it("walks nothing twice with the same prices, and leaves no run that found none", async ({ expect }) => {
    await recordWith(await publishPrices({}), [usage("1", "b", 0), usage("2", "c", 1)]);
    const { version } = await publishPrices({ b: { input: 5, output: 0, toMs: 1000 } });
    await continueAll();
    expect((await env.DB.prepare(untried).bind(version).all()).results).toEqual([]);
    expect(await lateRuns()).toBe(0);
    const before = await allInteractions();
    await continueAll();
    expect(await allInteractions()).toEqual(before);
  });

  it("tries a model again when something came in by an older price book meanwhile", async ({ expect }) => {
    const old = await publishPrices({});
    await recordWith(old, [usage("1", "b", 0)]);
    await publishPrices({ b: { input: 5, output: 0 } });
    await continueAll();
    await recordWith(old, [usage("2", "b", 1)]);
    expect(await costs()).toEqual([500_000, null]);
    await continueAll();
    expect(await costs()).toEqual([500_000, 500_000]);
    await expectExactTotals(expect);
  });

  it("goes on where it stopped", async ({ expect }) => {
    await recordWith(await publishPrices({}), [usage("1", "b", 0), usage("2", "c", 1)]);
    await publishPrices({ b: { input: 5, output: 0 }, c: { input: 1, output: 0 } });
    await continueRuns(trackerEnv, { ...budgetOf(10_000), stepsLeft: 1 });
    await expectExactTotals(expect);
    expect((await costs()).filter((cost) => cost === null)).toHaveLength(1);
    await continueAll();
    expect(await costs()).toEqual([500_000, 100_000]);
  });

  it("waits while a re-pricing runs", async ({ expect }) => {
    await recordWith(await publishPrices({}), [usage("1", "b", 0)]);
    await publishPrices({ b: { input: 5, output: 0 } });
    const id = await startRun();
    await continueRuns(trackerEnv, { ...budgetOf(10_000), stepsLeft: 0 });
    expect(await lateRuns()).toBe(0);
    await continueAll();
    expect((await runOf(id)).status).toBe("done");
    expect(await costs()).toEqual([500_000]);
  });
});
