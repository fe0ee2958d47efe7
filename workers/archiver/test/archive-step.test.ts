import { createDb, moveCostEstimates, moveInteractions, moveSessions } from "@voygent/db";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeEach, describe, it } from "vitest";

import { moveOldestRows } from "../src/services/move-oldest-rows.ts";
import { allRows, idsIn, manyInteractions, plant, type PlantedInteraction, removeAllRows } from "./planted-rows.ts";

const CUTOFF_MS = Date.parse("2025-06-01T00:00:00Z");
const DAY_MS = 24 * 60 * 60 * 1000;

function statementsOf(limit: number) {
  const db = createDb(env.DB);
  const options = { olderThanMs: CUTOFF_MS, limit };
  return [...moveCostEstimates(db, options), ...moveInteractions(db, options), ...moveSessions(db, options)].map(
    (statement) => {
      const { sql, params } = statement.toSQL();
      return { sql, params };
    },
  );
}

async function costOfStep(limit: number): Promise<{ read: number; written: number }> {
  const statements = statementsOf(limit).map(({ sql, params }) => env.DB.prepare(sql).bind(...params));
  const results = await env.DB.batch(statements);
  const total = (key: "rows_read" | "rows_written") => results.reduce((sum, { meta }) => sum + meta[key], 0);
  return { read: total("rows_read"), written: total("rows_written") };
}

const sourcesIn = async (table: string, column = "source") => {
  const { results } = await env.DB.prepare(`SELECT ${column} AS source FROM ${table}`).all<{ source: string }>();
  return results.map(({ source }) => source);
};

beforeEach(removeAllRows);

describe("one step", () => {
  it("finds its rows by an index in every statement", async ({ expect }) => {
    const plans = await Promise.all(
      statementsOf(1000).map(async ({ sql, params }) => {
        const plan = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
          .bind(...params)
          .all<{ detail: string }>();
        return plan.results.map(({ detail }) => detail);
      }),
    );
    expect(plans.flat().filter((detail) => detail.startsWith("SCAN"))).toEqual([]);
    expect(plans[2]).toEqual(["SEARCH interactions USING INDEX interactions_occurred_at_ms_idx (occurred_at_ms<?)"]);
    expect(plans[4]?.[0]).toBe("SEARCH sessions USING INDEX sessions_last_activity_at_ms_idx (last_activity_at_ms<?)");
  });

  it("costs the same however much is waiting", async ({ expect }) => {
    await plant(manyInteractions("few", 200, CUTOFF_MS - 10 * DAY_MS));
    const few = await costOfStep(100);
    await removeAllRows();
    await plant(manyInteractions("many", 5000, CUTOFF_MS - 10 * DAY_MS));
    const many = await costOfStep(100);
    // 100 interactions of a row and two index entries, 10 sessions of a row and one; a deletion counts once.
    expect(few.written).toBe(100 * (3 + 1) + 10 * (2 + 1));
    expect(many).toEqual(few);
    expect(many.read).toBeLessThan(100 * 12);
  });

  it("moves the old one of two interactions with one id from two sources, with its estimates alone", async ({
    expect,
  }) => {
    const [id, sessionId] = ["same", "s-same"];
    await plant([
      { id, source: "old", sessionId, occurredAtMs: CUTOFF_MS - 2 * DAY_MS, supersededEstimates: 2 },
      { id, source: "new", sessionId, occurredAtMs: CUTOFF_MS + DAY_MS, supersededEstimates: 1 },
    ]);
    await costOfStep(100);
    expect(await sourcesIn("interactions")).toEqual(["new"]);
    expect(await sourcesIn("interactions_archive")).toEqual(["old"]);
    expect(await sourcesIn("cost_estimates", "interaction_source")).toEqual(["new"]);
    expect(await sourcesIn("cost_estimates_archive", "interaction_source")).toEqual(["old", "old"]);
  });

  it("moves every old row once, whatever the ages and wherever it stops", async ({ expect }) => {
    const interaction = fc.record({
      session: fc.integer({ min: 0, max: 7 }),
      ageMs: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -9 * DAY_MS, max: 9 * DAY_MS })),
      supersededEstimates: fc.integer({ min: 0, max: 2 }),
    });
    const scenario = fc.record({
      items: fc.array(interaction, { minLength: 1, maxLength: 40 }),
      limit: fc.integer({ min: 1, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ items, limit }) => {
        const planted: PlantedInteraction[] = items.map(({ session, ageMs, supersededEstimates }, index) => ({
          id: `i-${String(index).padStart(3, "0")}`,
          sessionId: `s-${session}`,
          occurredAtMs: CUTOFF_MS - ageMs,
          supersededEstimates,
        }));
        await removeAllRows();
        await plant(planted);
        const before = await allRows();
        for (let isLast = false; !isLast;) {
          ({ isLast } = await moveOldestRows(createDb(env.DB), { runId: "property", olderThanMs: CUTOFF_MS, limit }));
          expect(await allRows()).toEqual(before);
        }
        const old = planted.filter(({ occurredAtMs }) => occurredAtMs < CUTOFF_MS);
        const young = new Set(planted.filter((item) => !old.includes(item)).map(({ sessionId }) => sessionId));
        const gone = [...new Set(old.map(({ sessionId }) => sessionId))].filter((id) => !young.has(id));
        expect(await idsIn("interactions_archive")).toEqual(old.map(({ id }) => id));
        expect(await idsIn("sessions_archive")).toEqual(gone.toSorted());
      }),
      { numRuns: 25 },
    );
  });
});
