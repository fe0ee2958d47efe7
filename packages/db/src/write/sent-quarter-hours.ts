import { MEASURE_COUNT, type Measures, measureValues, places } from "./measure-columns.ts";

/** What one row of `usage_quarter_hours` gains, by its key. */
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
  firstSeenAtMs: number;
  lastSeenAtMs: number;
  /** Whether one of its interactions is the one that opens the session if the session is new. */
  opensSession: boolean;
  measures: Measures;
};

/** Columns of the primary key of `usage_quarter_hours`, in the order in which they travel. */
export const QUARTER_HOUR_KEY = [
  "user_id",
  "quarter_hour",
  "session_id",
  "provider",
  "model",
  "type",
  "status",
  "source",
  "environment",
] as const;

/** The place of a column of the key in a sent row. */
export const keyPlace = (column: (typeof QUARTER_HOUR_KEY)[number]): number => QUARTER_HOUR_KEY.indexOf(column);

/** The places of the measures in a sent row, and of what follows them. */
export const FIRST_MEASURE_PLACE = QUARTER_HOUR_KEY.length;
const LAST_SEEN_PLACE = FIRST_MEASURE_PLACE + MEASURE_COUNT;
const FIRST_SEEN_PLACE = LAST_SEEN_PLACE + 1;
const OPENS_PLACE = FIRST_SEEN_PLACE + 1;

/** SQL of the values of a sent row: the key, the measures, and the latest instant. */
export const QUARTER_HOUR_VALUES = places(0, LAST_SEEN_PLACE + 1);

/** SQL of the first and of the latest instant of a sent row. */
export const SENT_FIRST_SEEN = `value->>${FIRST_SEEN_PLACE}`;
export const SENT_LAST_SEEN = `value->>${LAST_SEEN_PLACE}`;

/** SQL that is 1 where a sent row opens a session that is not there yet, else 0. */
export const OPENED_SESSIONS = `iif(value->>${OPENS_PLACE},
  NOT EXISTS (SELECT 1 FROM sessions WHERE id = value->>${keyPlace("session_id")}), 0)`;

/** The rows as they travel, the one parameter of `addUsageQuarterHours` and `addUsers`. */
export const sentQuarterHours = (groups: QuarterHourUsage[]): string =>
  JSON.stringify(
    groups.map((group) => [
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
      group.lastSeenAtMs,
      group.firstSeenAtMs,
      group.opensSession ? 1 : 0,
    ]),
  );
