import type { SampleRemoval } from "@voygent/contracts";
import {
  deleteSampleInteractions,
  deleteSampleSessions,
  deleteSampleTraces,
  deleteSampleUsage,
  deleteSampleUsers,
} from "@voygent/db";

/** Rows of one statement, and statements of one call: bounded, so that tracking goes on in between. */
const ROWS_PER_STEP = 5_000;
const USERS_PER_STEP = 2;
const STEPS_PER_CALL = 10;

const changesOf = (results: D1Result[]) => results.reduce((sum, { meta }) => sum + meta.changes, 0);

/**
 * Removes sample data, some of it per call, totals first. It can stop at any point; call it again while it says `more`.
 */
export async function removeSample(database: D1Database): Promise<SampleRemoval> {
  let removedInteractions = 0;
  for (let step = 0; step < STEPS_PER_CALL; step += 1) {
    const statements = [
      ...deleteSampleUsage(database, USERS_PER_STEP),
      deleteSampleUsers(database, USERS_PER_STEP),
      deleteSampleSessions(database, "sessions", ROWS_PER_STEP),
      deleteSampleSessions(database, "sessions_archive", ROWS_PER_STEP),
    ];
    // In one batch with the finished days, which would else go on showing what is removed.
    const results = await database.batch([...statements, ...deleteSampleTraces(database)]);
    const totals = results.slice(0, statements.length);
    const [, live, , archived] = await database.batch([
      ...deleteSampleInteractions(database, "interactions", ROWS_PER_STEP),
      ...deleteSampleInteractions(database, "interactions_archive", ROWS_PER_STEP),
    ]);
    const removed = (live?.meta.changes ?? 0) + (archived?.meta.changes ?? 0);
    removedInteractions += removed;
    if (changesOf(totals) + removed === 0) {
      return { removed_interactions: removedInteractions, status: "done" };
    }
  }
  return { removed_interactions: removedInteractions, status: "more" };
}
