import { MEASURE_COLUMNS, type Measures, measureValues } from "./measure-columns.ts";
import { sendRows, type SentValue } from "./send-rows.ts";

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

/** What a sent row holds, in the order in which it travels. */
const SENT_COLUMNS = [
  ...QUARTER_HOUR_KEY,
  ...MEASURE_COLUMNS,
  "last_seen_at_ms",
  "first_seen_at_ms",
  "opens_session",
] as const;

/** The rows as they travel, for `addUsageQuarterHours` and `addUsers`; a column may be the same parameter for all of them. */
export type SentQuarterHours = {
  from: string;
  column: (name: (typeof SENT_COLUMNS)[number]) => string;
  values: SentValue[];
};

export function sentQuarterHours(groups: QuarterHourUsage[]): SentQuarterHours {
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
    group.lastSeenAtMs,
    group.firstSeenAtMs,
    group.opensSession ? 1 : 0,
  ]);
  const { from, columns, values } = sendRows(rows, SENT_COLUMNS.length);
  return { from, column: (name) => columns[SENT_COLUMNS.indexOf(name)] ?? "NULL", values };
}

/** SQL that is 1 where a sent row opens a session that is not there yet, else 0. */
export const openedSessions = ({ column }: SentQuarterHours): string => `iif(${column("opens_session")},
  NOT EXISTS (SELECT 1 FROM sessions WHERE id = ${column("session_id")}), 0)`;
