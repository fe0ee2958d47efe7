import { addWarnings, selectSourceOverlaps, type SourceOverlapRow } from "@voygent/db";

const HOUR_MS = 3_600_000;

/** An hour is looked at when it ended an hour ago, and what was under way has arrived. */
const SETTLING_HOURS = 2;

/**
 * Counts what two sources have both reported in the hour before the last one as warnings, and answers how many pairs of
 * sources did. Nothing is taken out of totals: which of the two is right, nobody but their owner knows.
 */
export async function findSourceOverlaps(database: D1Database, nowMs: number): Promise<number> {
  const startMs = (Math.floor(nowMs / HOUR_MS) - SETTLING_HOURS) * HOUR_MS;
  const found = await selectSourceOverlaps(database, { startMs, endMs: startMs + HOUR_MS }).all<SourceOverlapRow>();
  if (found.results.length === 0) return 0;
  await addWarnings(
    database,
    found.results.map(({ source, other_source: subject, interaction_count: count, example_id: exampleId }) => ({
      kind: "sources_overlap",
      subject,
      source,
      count,
      seenAtMs: startMs,
      exampleId,
    })),
  ).run();
  return found.results.length;
}
