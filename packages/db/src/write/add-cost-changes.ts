import { SENT_ROWS } from "./sent-rows.ts";
import { whileStepping } from "./write-guard.ts";

/** By how much new estimates change the sums over their interactions; together they may be past 2^53 nano-dollars. */
export type CostChange = {
  unpricedCount: number;
  aiTokensCostNanoUsd: bigint;
  dbOpsCostNanoUsd: bigint;
  apiCallsCostNanoUsd: bigint;
  computeTimeCostNanoUsd: bigint;
};

/** The change of one row of totals; `key` holds the values of its primary key in order. */
export type KeyedCostChange = { key: (string | number)[]; change: CostChange };

const MEASURES: [keyof CostChange, string][] = [
  ["unpricedCount", "unpriced_count"],
  ["aiTokensCostNanoUsd", "ai_tokens_cost_nano_usd"],
  ["dbOpsCostNanoUsd", "db_ops_cost_nano_usd"],
  ["apiCallsCostNanoUsd", "api_calls_cost_nano_usd"],
  ["computeTimeCostNanoUsd", "compute_time_cost_nano_usd"],
];

const QUARTER_HOUR_KEY = [
  "user_id",
  "quarter_hour",
  "session_id",
  "provider",
  "model",
  "type",
  "status",
  "source",
  "environment",
];

/** Each table of totals with the columns of its primary key; a session stands in one of its two tables. */
const TOTALS = {
  quarterHours: [["usage_quarter_hours", QUARTER_HOUR_KEY]],
  users: [["users", ["id", "source"]]],
  sessions: [
    ["sessions", ["id"]],
    ["sessions_archive", ["id"]],
  ],
} satisfies Record<string, [string, string[]][]>;

/**
 * Adds changes of costs to the rows of these totals, each found by primary key: one statement, two for sessions. Batch
 * them between `claimRepriceStep` and `finishRepriceStep`.
 */
export function addCostChanges(
  database: D1Database,
  runId: string,
  totals: keyof typeof TOTALS,
  changes: KeyedCostChange[],
) {
  const guard = whileStepping(runId);
  const rows = JSON.stringify(
    changes.map(({ key, change }) => [...key, ...MEASURES.map(([measure]) => String(change[measure]))]),
  );
  return TOTALS[totals].map(([table, key]) => {
    const set = MEASURES.map(
      ([, column], index) => `${column} = kept.${column} + CAST(item.value->>${key.length + index} AS INTEGER)`,
    ).join(", ");
    const found = key.map((column, index) => `kept.${column} = item.value->>${index}`).join(" AND ");
    return database
      .prepare(`UPDATE ${table} AS kept SET ${set} FROM ${SENT_ROWS} WHERE ${found} AND ${guard.condition}`)
      .bind(rows, guard.value);
  });
}
