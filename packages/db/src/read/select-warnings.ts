import { prepareWith } from "./prepare-with.ts";
import type { ListPosition } from "./select-sessions.ts";
import { type WarningFilter, warningParameters, whereWarnings } from "./warning-filter.ts";

/** One odd thing, summed over days. `position` names it among all: a JSON array of kind, subject and source. */
export type WarningRow = {
  kind: string;
  subject: string;
  source: string;
  warning_count: number;
  first_seen_at_ms: number;
  last_seen_at_ms: number;
  example_id: string | null;
  example_is_stored: number;
  position: string;
};

type Wanted = { filter: WarningFilter; after: ListPosition | null; limit: number; offset: number };

/** The latest example goes before the others: the time stands before it with as many digits as any. */
const LATEST_EXAMPLE = "substr(max(printf('%015d', last_seen_at_ms) || example_id), 16)";

/** One page of what was odd, seen last first. Reads the rows of the range, one per day, kind, subject and source. */
export function selectWarnings(database: D1Database, { filter, after, limit, offset }: Wanted) {
  const behind = after === null ? "" : "WHERE last_seen_at_ms < ?6 OR (last_seen_at_ms = ?6 AND position > ?7)";
  return prepareWith(
    database,
    `SELECT *, EXISTS (SELECT 1 FROM interactions AS stored WHERE stored.id = example_id AND stored.source = shown.source)
         OR EXISTS (SELECT 1 FROM interactions_archive AS stored WHERE stored.id = example_id AND stored.source = shown.source)
         AS example_is_stored
     FROM (
       SELECT * FROM (
         SELECT kind, subject, source, sum(warning_count) AS warning_count, min(first_seen_at_ms) AS first_seen_at_ms,
           max(last_seen_at_ms) AS last_seen_at_ms, ${LATEST_EXAMPLE} AS example_id,
           json_array(kind, subject, source) AS position
         FROM warnings WHERE ${whereWarnings(filter)} GROUP BY kind, subject, source
       ) ${behind}
       ORDER BY last_seen_at_ms DESC, position LIMIT CAST(?8 AS INTEGER) OFFSET CAST(?9 AS INTEGER)
     ) AS shown`,
    [...warningParameters(filter), Number(after?.key ?? 0), after?.id ?? "", limit, offset],
  );
}

/** How many odd things `selectWarnings` has on all its pages. */
export function countWarnings(database: D1Database, filter: WarningFilter) {
  return prepareWith(
    database,
    `SELECT count(*) AS total FROM (SELECT DISTINCT kind, subject, source FROM warnings WHERE ${whereWarnings(filter)})`,
    warningParameters(filter),
  );
}
