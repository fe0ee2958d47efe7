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

type WarningRow = [
  utcDay: number,
  kind: string,
  subject: string,
  source: string,
  count: number,
  firstAtMs: number,
  lastAtMs: number,
  exampleId: string | null,
];

/** One row of the table per day, kind, subject and source; an import may say one thing of each of its events. */
function sumWarnings(warnings: WarningCount[]): WarningRow[] {
  const rows = new Map<string, WarningRow>();
  for (const { kind, subject, source, count, seenAtMs, exampleId } of warnings) {
    const utcDay = Math.floor(seenAtMs / DAY_MS);
    const key = `${utcDay}\n${kind}\n${source}\n${subject}`;
    const row = rows.get(key);
    if (row === undefined) {
      rows.set(key, [utcDay, kind, subject, source, count, seenAtMs, seenAtMs, exampleId]);
    } else {
      row[4] += count;
      row[5] = Math.min(row[5], seenAtMs);
      row[6] = Math.max(row[6], seenAtMs);
      row[7] ??= exampleId;
    }
  }
  return [...rows.values()];
}

/** Counts warnings by day in UTC, kind, subject and source. */
export function addWarnings(database: D1Database, warnings: WarningCount[]) {
  return database
    .prepare(
      `INSERT INTO warnings (
         utc_day, kind, subject, source, warning_count, first_seen_at_ms, last_seen_at_ms, example_id
       )
       SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7
       FROM json_each(?1) WHERE true
       ON CONFLICT (utc_day, kind, subject, source) DO UPDATE SET
         warning_count = warnings.warning_count + excluded.warning_count,
         first_seen_at_ms = min(warnings.first_seen_at_ms, excluded.first_seen_at_ms),
         last_seen_at_ms = max(warnings.last_seen_at_ms, excluded.last_seen_at_ms),
         example_id = coalesce(excluded.example_id, warnings.example_id)`,
    )
    .bind(JSON.stringify(sumWarnings(warnings)));
}
