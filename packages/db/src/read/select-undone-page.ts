import type { InteractionKey } from "./interaction-keys.ts";
import {
  columnName,
  ESTIMATE_COLUMNS,
  type EstimateColumns,
  ESTIMATED_TABLES,
  estimatedColumns,
  type EstimatedRow,
} from "./estimated-row.ts";

type Before<Columns> = { [Key in keyof Columns & string as `before${Capitalize<Key>}`]: Columns[Key] };

/** An interaction whose estimate a run has superseded, with that estimate under names that begin with `before`. */
export type UndoneRow = EstimatedRow & Before<EstimateColumns>;

const beforeName = (key: string) => `before${key.charAt(0).toUpperCase()}${key.slice(1)}`;

const BEFORE = [
  ...ESTIMATE_COLUMNS.map((key) => `old.${columnName(key)} AS ${beforeName(key)}`),
  "old.made_by_run_id AS beforeCostRunId",
].join(", ");

/**
 * The next interactions whose estimates a run has superseded (`UndoneRow`), by key, archived ones among the others. Two
 * ranges of the indexes of estimates by run merged, and each interaction by primary key.
 */
export function selectUndonePage(
  database: D1Database,
  { runId, after, limit }: { runId: string; after: InteractionKey; limit: number },
) {
  const pages = ESTIMATED_TABLES.map(
    ({ interactions, estimates, archived }) =>
      `SELECT ${estimatedColumns("kept", archived)}, ${BEFORE}, old.interaction_id AS position,
         old.interaction_source AS positionSource
       FROM ${estimates} AS old CROSS JOIN ${interactions} AS kept
         ON kept.id = old.interaction_id AND kept.source = old.interaction_source
       WHERE old.superseded_by_run_id = ?1 AND (old.interaction_id, old.interaction_source) > (?2, ?3)`,
  );
  return database
    .prepare(`${pages.join(" UNION ALL ")} ORDER BY position, positionSource LIMIT CAST(?4 AS INTEGER)`)
    .bind(runId, after.id, after.source, limit);
}
