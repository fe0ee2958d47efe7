import { prepareWith } from "./prepare-with.ts";
import type { InstantRange } from "./session-filter.ts";
import { andMatches, type UsageFilter } from "./usage-filter.ts";

/** How many calls there are of which no count is known. */
export type UnknownUsageRow = { interaction_count: number };

/**
 * Counts the calls of the range of which no count is known, archived or not. Two ranges of the indexes that hold only these,
 * each row read if there is a filter.
 */
export function countUnknownUsage(database: D1Database, { startMs, endMs }: InstantRange, filter: UsageFilter) {
  const arms = ["interactions", "interactions_archive"].map(
    (table) =>
      `(SELECT count(*) FROM ${table} AS kept INDEXED BY ${table}_usage_unknown_idx
        WHERE kept.cost_status = 'usage_unknown' AND kept.occurred_at_ms >= ?1 AND kept.occurred_at_ms < ?2
          ${andMatches("kept", filter, "?3")})`,
  );
  return prepareWith(database, `SELECT ${arms.join(" + ")} AS interaction_count`, [
    startMs,
    endMs,
    JSON.stringify(filter),
  ]);
}
