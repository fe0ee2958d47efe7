import { addMeasures, measureColumns, MEASURE_COUNT, type Measures, measureValues, places } from "./measure-columns.ts";
import { SENT_ROWS } from "./sent-rows.ts";

/** What one row of `usage_quarter_hours` gains. */
export type QuarterHourUsage = {
  userId: string;
  quarterHour: number;
  sessionId: string;
  provider: string;
  model: string;
  type: string;
  status: string;
  source: string;
  environment: string;
  measures: Measures;
};

const KEY = "user_id, quarter_hour, session_id, provider, model, type, status, source, environment";
const KEY_LENGTH = 9;

/** Adds to the rollup: one row by primary key per group. Batch it with `insertInteractions`. */
export function addUsageQuarterHours(database: D1Database, groups: QuarterHourUsage[]) {
  const rows = groups.map((group) => [
    group.userId,
    group.quarterHour,
    group.sessionId,
    group.provider,
    group.model,
    group.type,
    group.status,
    group.source,
    group.environment,
    ...measureValues(group.measures),
  ]);
  return database
    .prepare(
      `INSERT INTO usage_quarter_hours (${KEY}, ${measureColumns})
       SELECT ${places(0, KEY_LENGTH + MEASURE_COUNT)} FROM ${SENT_ROWS} WHERE true
       ON CONFLICT (${KEY}) DO UPDATE SET ${addMeasures("usage_quarter_hours")}`,
    )
    .bind(JSON.stringify(rows));
}
