import { QUARTER_HOUR_MS } from "@voygent/contracts";

import { ESTIMATED_TABLES } from "./estimated-row.ts";
import { MAY_HAVE_LABELS } from "./labels-of-rows.ts";

/** Where the summing of labels of what was stored before stands; without an end it has not begun. */
export type LabelBacklogRow = { next_quarter_hour: number; end_quarter_hour: number | null };

/** The backlog of labels: one row, none when nothing is left. */
export const selectLabelBacklog = (database: D1Database) =>
  database.prepare("SELECT next_quarter_hour, end_quarter_hour FROM label_backlog");

/** A quarter hour with interactions, how many were read, and whether one of them may have labels. */
export type BacklogQuarterRow = { quarter_hour: number; interaction_count: number; may_have_labels: 0 | 1 };

/**
 * The quarter hours of the next interactions, live and archived, oldest first; the last one may be cut. Two ranges of the
 * indexes on the time merged; reads `limit` rows.
 */
export function selectBacklogQuarters(
  database: D1Database,
  { from, to, limit }: { from: number; to: number; limit: number },
) {
  const pages = ESTIMATED_TABLES.map(
    ({ interactions }) =>
      `SELECT row.occurred_at_ms AS occurred_at_ms, ${MAY_HAVE_LABELS} AS may_have_labels FROM ${interactions} AS row
       WHERE row.occurred_at_ms >= ?1 * ${QUARTER_HOUR_MS} AND row.occurred_at_ms < ?2 * ${QUARTER_HOUR_MS}`,
  );
  return database
    .prepare(
      `SELECT CAST(floor(occurred_at_ms / ${QUARTER_HOUR_MS}.0) AS INTEGER) AS quarter_hour, count(*) AS interaction_count,
         max(may_have_labels) AS may_have_labels
       FROM (${pages.join(" UNION ALL ")} ORDER BY occurred_at_ms LIMIT CAST(?3 AS INTEGER))
       GROUP BY 1 ORDER BY 1`,
    )
    .bind(from, to, limit);
}
