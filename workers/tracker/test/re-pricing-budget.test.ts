import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { foldUsers } from "../src/jobs/fold-users.ts";
import { controlReprice } from "../src/services/re-estimate/control-reprice.ts";
import { eventOf } from "./event-of.ts";
import { publishPrices } from "./planted-prices.ts";
import { recordWith } from "./record-with.ts";
import { runOf, startRun, stepOnce } from "./stepping.ts";
import { removeEverything } from "./totals-of-everything.ts";
import { trackerEnv } from "./tracker-env.ts";

type Seen = { plans: Map<string, string[]>; rowsRead: number; rowsWritten: number };

const firstWords = (sql: string) => sql.trim().split(/\s+/).slice(0, 3).join(" ");

/** The database, with the plan of every statement that is prepared and the rows that batches and reads cost. */
function watchedDatabase(): { database: D1Database; seen: Seen } {
  const seen: Seen = { plans: new Map(), rowsRead: 0, rowsWritten: 0 };
  const count = ({ meta }: D1Result) => {
    seen.rowsRead += meta.rows_read;
    seen.rowsWritten += meta.rows_written;
  };
  const explain = async (sql: string, values: unknown[]) => {
    const plan = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...values)
      .all<{ detail: string }>();
    seen.plans.set(
      `${firstWords(sql)} ${seen.plans.size}`,
      plan.results.map(({ detail }) => detail),
    );
  };
  const pending: Promise<void>[] = [];
  const prepare = (sql: string) => ({
    bind: (...values: unknown[]) => {
      pending.push(explain(sql, values));
      const statement = env.DB.prepare(sql).bind(...values);
      return Object.assign(Object.create(statement), {
        statement,
        all: async () => {
          const result = await statement.all();
          count(result);
          return result;
        },
      });
    },
  });
  const batch = async (statements: { statement: D1PreparedStatement }[]) => {
    await Promise.all(pending);
    const results = await env.DB.batch(statements.map(({ statement }) => statement));
    for (const result of results) count(result);
    return results;
  };
  const database = new Proxy(env.DB, {
    get: (target, name) => {
      if (name === "prepare") return prepare;
      if (name === "batch") return batch;
      return Reflect.get(target, name);
    },
  });
  return { database, seen };
}

/** So many interactions in one session and quarter hour, unpriced at first. */
async function plant(count: number): Promise<void> {
  const book = await publishPrices({});
  const events = Array.from({ length: count }, (_, index) =>
    eventOf({
      id: `i-${String(index).padStart(5, "0")}`,
      session_id: "s",
      user_id: "u",
      provider: "acme",
      model: "a",
      timestamp: new Date(Date.parse("2026-03-04T09:00:00Z") + index).toISOString(),
    }),
  );
  await recordWith(book, events);
  await publishPrices({ a: { input: 1, output: 1 } });
}

async function costOfStep(count: number, limit: number, { isFolded = false } = {}): Promise<Seen> {
  await removeEverything();
  await plant(count);
  if (isFolded) await foldUsers(env.DB, { nowMs: Date.now() });
  const { database, seen } = watchedDatabase();
  await stepOnce(await startRun(), limit, database);
  return seen;
}

const scansOf = (seen: Seen) =>
  [...seen.plans].flatMap(([name, plan]) =>
    plan
      .filter((step) => /^SCAN (?!item|gained|sender|touched|lengths|oldest|jsonb?_each|CONSTANT)/.test(step))
      .map((step) => `${name}: ${step}`),
  );

beforeEach(removeEverything);

describe("a step of a re-pricing", () => {
  it("writes its interactions, their estimates and one row per total, however much is stored", async ({ expect }) => {
    const few = await costOfStep(100, 50);
    const many = await costOfStep(900, 50);
    // Per interaction the row, the superseded estimate and its index entry; the run twice and its index entry; a quarter
    // hour, a session and a model. What leaves the index of unpriced interactions is not counted.
    expect(few.rowsWritten).toBe(50 * 3 + 3 + 3);
    expect(many.rowsWritten).toBe(few.rowsWritten);
    expect(many.rowsRead).toBe(few.rowsRead);
    expect(few.rowsRead).toBeLessThan(50 * 20);
  });

  it("writes the users too, one row each, whose totals have passed its interactions", async ({ expect }) => {
    const [live, folded] = [await costOfStep(100, 50), await costOfStep(100, 50, { isFolded: true })];
    expect(folded.rowsWritten).toBe(live.rowsWritten + 1);
  });

  it("that changes nothing writes its run alone", async ({ expect }) => {
    await plant(20);
    const { database, seen } = watchedDatabase();
    await stepOnce(await startRun({ isDryRun: true }), 20, database);
    expect(seen.rowsWritten).toBe(3);
  });

  it("finds every row by an index", async ({ expect }) => {
    const seen = await costOfStep(20, 10);
    expect(scansOf(seen)).toEqual([]);
    const plans = [...seen.plans.values()].flat().join("\n");
    expect(plans).toContain(
      "interactions_occurred_at_ms_idx ((occurred_at_ms,id,source)>(?,?,?) AND occurred_at_ms<?)",
    );
    expect(plans).toContain(
      "interactions_archive_occurred_at_ms_idx ((occurred_at_ms,id,source)>(?,?,?) AND occurred_at_ms<?)",
    );
  });

  it("of an undo walks the estimates of its run", async ({ expect }) => {
    await plant(20);
    const id = await startRun();
    while ((await runOf(id)).status === "running") await stepOnce(id, 100);
    const undo = await controlReprice(trackerEnv, { id, control: "undo" }, { actor: "tester", nowMs: Date.now() });
    if ("refused" in undo) throw new Error(undo.refused.code);
    const { database, seen } = watchedDatabase();
    await stepOnce(undo.id, 10, database);
    expect(scansOf(seen)).toEqual([]);
    expect([...seen.plans.values()].flat().join("\n")).toContain(
      "cost_estimates_run_idx (superseded_by_run_id=? AND (interaction_id,interaction_source)>(?,?))",
    );
  });
});
