import { DAY_MS } from "@voygent/contracts";

/** How often something odd came in. `subject` is a model, a field or a session, never content. */
export type WarningCount = {
  kind: string;
  subject: string;
  source: string;
  count: number;
  seenAtMs: number;
  exampleId: string | null;
};

/** Counts warnings by day in UTC, kind, subject and source. */
export function addWarnings(database: D1Database, warnings: WarningCount[]) {
  const rows = warnings.map((warning) => [
    warning.kind,
    warning.subject,
    warning.source,
    warning.count,
    warning.seenAtMs,
    warning.exampleId,
  ]);
  return database
    .prepare(
      `INSERT INTO warnings (
         utc_day, kind, subject, source, warning_count, first_seen_at_ms, last_seen_at_ms, example_id
       )
       SELECT value->>4 / ${DAY_MS}, value->>0, value->>1, value->>2, sum(value->>3), min(value->>4), max(value->>4),
         min(value->>5)
       FROM json_each(?1) WHERE true GROUP BY 1, 2, 3, 4
       ON CONFLICT (utc_day, kind, subject, source) DO UPDATE SET
         warning_count = warnings.warning_count + excluded.warning_count,
         first_seen_at_ms = min(warnings.first_seen_at_ms, excluded.first_seen_at_ms),
         last_seen_at_ms = max(warnings.last_seen_at_ms, excluded.last_seen_at_ms),
         example_id = coalesce(excluded.example_id, warnings.example_id)`,
    )
    .bind(JSON.stringify(rows));
}
