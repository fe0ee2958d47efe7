import { LIBRECHAT_COLUMNS, type LibrechatSums, librechatValues } from "../librechat-sums.ts";
import { LABEL_KEY } from "./label-key.ts";
import { keyPlace, QUARTER_HOUR_KEY } from "./sent-quarter-hours.ts";
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

/** The same of a row of labels, with that of the comparison with LibreChat's figures. */
export type KeyedLabelChange = KeyedCostChange & { librechat: LibrechatSums };

const MEASURES: [keyof CostChange, string][] = [
  ["unpricedCount", "unpriced_count"],
  ["aiTokensCostNanoUsd", "ai_tokens_cost_nano_usd"],
  ["dbOpsCostNanoUsd", "db_ops_cost_nano_usd"],
  ["apiCallsCostNanoUsd", "api_calls_cost_nano_usd"],
  ["computeTimeCostNanoUsd", "compute_time_cost_nano_usd"],
];

const COLUMNS = MEASURES.map(([, column]) => column);

/** Tables of totals with the columns of their primary keys; a session stands in one of its two tables. */
const TOTALS = {
  quarterHours: [["usage_quarter_hours", QUARTER_HOUR_KEY]],
  sessions: [
    ["sessions", ["id"]],
    ["sessions_archive", ["id"]],
  ],
} satisfies Record<string, [string, readonly string[]][]>;

const encode = ({ key, change }: KeyedCostChange) => [...key, ...MEASURES.map(([measure]) => String(change[measure]))];

const sent = (changes: KeyedCostChange[]) => JSON.stringify(changes.map(encode));

/** The changes in a sent row with a key of so many columns. */
const sentChange = (keyLength: number, index: number) => `CAST(item.value->>${keyLength + index} AS INTEGER)`;

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
  const rows = sent(changes);
  return TOTALS[totals].map(([table, key]) => addSent(database, runId, { table, key, columns: COLUMNS, rows }));
}

/** The same for the usage by labels: one statement. */
export function addLabelCostChanges(database: D1Database, runId: string, changes: KeyedLabelChange[]) {
  const rows = JSON.stringify(changes.map((change) => [...encode(change), ...librechatValues(change.librechat)]));
  const columns = [...COLUMNS, ...LIBRECHAT_COLUMNS];
  return addSent(database, runId, { table: "usage_labels", key: LABEL_KEY, columns, rows });
}

type Sent = { table: string; key: readonly string[]; columns: string[]; rows: string };

function addSent(database: D1Database, runId: string, { table, key, columns, rows }: Sent) {
  const guard = whileStepping(runId);
  const set = columns.map((column, index) => `${column} = kept.${column} + ${sentChange(key.length, index)}`);
  const found = key.map((column, index) => `kept.${column} = item.value->>${index}`).join(" AND ");
  return database
    .prepare(`UPDATE ${table} AS kept SET ${set.join(", ")} FROM ${SENT_ROWS} WHERE ${found} AND ${guard.condition}`)
    .bind(rows, guard.value);
}

const USER_SET = MEASURES.map(([, column]) => `${column} = kept.${column} + gained.${column}`).join(", ");
const USER_SUMS = MEASURES.map(
  ([, column], index) => `sum(${sentChange(QUARTER_HOUR_KEY.length, index)}) AS ${column}`,
).join(", ");

/**
 * Adds the changes of quarter hours that the totals of their users hold to these totals; the others are read from the quarter
 * hours themselves. Batch it with `addCostChanges`. A row by primary key per change and per user.
 */
export function addUserCostChanges(database: D1Database, runId: string, changes: KeyedCostChange[]) {
  const guard = whileStepping(runId);
  return database
    .prepare(
      `UPDATE users AS kept SET ${USER_SET} FROM (
         SELECT owner.id AS id, owner.source AS source, ${USER_SUMS}
         FROM ${SENT_ROWS} CROSS JOIN users AS owner
           ON owner.id = item.value->>${keyPlace("user_id")} AND owner.source = item.value->>${keyPlace("source")}
         WHERE item.value->>${keyPlace("quarter_hour")} < owner.summed_to_quarter_hour
         GROUP BY owner.id, owner.source
       ) AS gained WHERE kept.id = gained.id AND kept.source = gained.source AND ${guard.condition}`,
    )
    .bind(sent(changes), guard.value);
}
