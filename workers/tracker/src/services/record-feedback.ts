import { addWarnings, type FeedbackRow, upsertFeedback, type WarningCount } from "@voygent/db";

/** Stores scores, each in the place of an earlier one of its id, and counts what was refused, all in one batch. */
export async function recordFeedback(
  database: D1Database,
  scores: FeedbackRow[],
  warnings: WarningCount[] = [],
): Promise<void> {
  const statements = [
    ...(scores.length > 0 ? [upsertFeedback(database, scores)] : []),
    ...(warnings.length > 0 ? [addWarnings(database, warnings)] : []),
  ];
  if (statements.length > 0) await database.batch(statements);
}
