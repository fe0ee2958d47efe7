import { columnName, ESTIMATE_COLUMNS, ESTIMATED_TABLES } from "../read/estimated-row.ts";
import type { SentEstimates } from "./sent-estimates.ts";
import { SENT_ROWS } from "./sent-rows.ts";
import { whileStepping } from "./write-guard.ts";

const NO_ROWS = "[]";
const COLUMNS = ESTIMATE_COLUMNS.map(columnName);

/** Where the estimate begins in a sent row, after id, source and revision. */
const FIRST_PLACE = 3;
const RUN_PLACE = FIRST_PLACE + COLUMNS.length;

const SET = COLUMNS.map((column, index) => `${column} = item.value->>${FIRST_PLACE + index}`).join(", ");

/**
 * Keeps the estimates in force of these interactions as superseded by a run, and puts the new ones in their places. Two
 * statements for each table that has any, in order. Batch them between `claimRepriceStep` and `finishRepriceStep`.
 */
export function replaceEstimates(
  database: D1Database,
  { runId, nowMs }: { runId: string; nowMs: number },
  sent: SentEstimates,
) {
  const guard = whileStepping(runId);
  return ESTIMATED_TABLES.flatMap(({ interactions, estimates, archived }) => {
    const rows = archived === 1 ? sent.archived : sent.live;
    if (rows === NO_ROWS) return [];
    return [
      database
        .prepare(
          `INSERT INTO ${estimates} (interaction_id, interaction_source, superseded_by_run_id, superseded_at_ms,
             made_by_run_id, ${COLUMNS.join(", ")})
           SELECT kept.id, kept.source, ?2, CAST(?3 AS INTEGER), kept.cost_run_id, ${COLUMNS.map((column) => `kept.${column}`).join(", ")}
           FROM ${SENT_ROWS} CROSS JOIN ${interactions} AS kept
             ON kept.id = item.value->>0 AND kept.source = item.value->>1
           WHERE ${guard.condition}`,
        )
        .bind(rows, guard.value, nowMs),
      database
        .prepare(
          `UPDATE ${interactions} AS kept
           SET cost_revision = kept.cost_revision + 1, ${SET}, cost_run_id = item.value->>${RUN_PLACE}
           FROM ${SENT_ROWS} WHERE kept.id = item.value->>0 AND kept.source = item.value->>1 AND ${guard.condition}`,
        )
        .bind(rows, guard.value),
    ];
  });
}
