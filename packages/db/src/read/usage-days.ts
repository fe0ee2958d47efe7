import { QUARTER_HOUR_MS } from "@voygent/contracts";

/** A day or a part of it that is to be summed into a bucket (itself, its week, its month, or the whole range). */
export type BucketDay = { bucket: string; day: string; startQuarterHour: number; endQuarterHour: number };

/**
 * The CTE `days (bucket, day, start_quarter_hour, end_quarter_hour, is_closed)`. A day is closed when `local_days` has
 * it with just these bounds, and when it ended before the first activity: then there is nothing to sum. The parameters hold a JSON array of `BucketDay` and the time zone.
 */
export const withDays = (daysParameter: string, tzParameter: string) => `WITH days AS MATERIALIZED (
  SELECT wanted.*, EXISTS (
    SELECT 1 FROM local_days AS closed
    WHERE closed.tz = ${tzParameter} AND closed.day = wanted.day
      AND closed.start_quarter_hour = wanted.start_quarter_hour AND closed.end_quarter_hour = wanted.end_quarter_hour
  ) OR wanted.end_quarter_hour * ${QUARTER_HOUR_MS} <= (SELECT MIN(first_seen_at_ms) FROM users) AS is_closed
  FROM (
    SELECT value->>'bucket' AS bucket, value->>'day' AS day,
      value->>'startQuarterHour' AS start_quarter_hour, value->>'endQuarterHour' AS end_quarter_hour
    FROM json_each(${daysParameter})
  ) AS wanted
)`;
