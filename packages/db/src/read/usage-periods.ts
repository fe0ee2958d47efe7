import { QUARTER_HOUR_MS } from "@voygent/contracts";

/**
 * A day, or a part of one, that is to be summed into a bucket (itself, its week, its month, or the whole range). `week` is
 * the period of its week when all of that lies in the range and in the bucket, so that its sums may stand for its days.
 */
export type BucketDay = {
  bucket: string;
  day: string;
  week: string | null;
  startQuarterHour: number;
  endQuarterHour: number;
};

/** The days of a range in a time zone, whose closed periods are looked for. */
export type BucketDays = { tz: string; days: BucketDay[] };

/** The values of the two parameters of `withPeriods`. */
export const periodParameters = ({ tz, days }: BucketDays): [string, string] => [JSON.stringify(days), tz];

/**
 * The CTE `periods (bucket, period, start_quarter_hour, end_quarter_hour, is_closed)`: each week that is closed instead of
 * its days, and the other days. A period is closed when `local_periods` has it with just these bounds, and when it ended
 * before the first activity: then there is nothing to sum. `?1` and `?2` are the `periodParameters`.
 */
export const WITH_PERIODS = `WITH days AS MATERIALIZED (
  SELECT value->>'bucket' AS bucket, value->>'day' AS day, value->>'week' AS week,
    value->>'startQuarterHour' AS start_quarter_hour, value->>'endQuarterHour' AS end_quarter_hour
  FROM json_each(?1)
), weeks AS MATERIALIZED (
  SELECT wanted.* FROM (
    SELECT bucket, week AS period, MIN(start_quarter_hour) AS start_quarter_hour, MAX(end_quarter_hour) AS end_quarter_hour
    FROM days WHERE week IS NOT NULL GROUP BY bucket, week
  ) AS wanted CROSS JOIN local_periods AS closed ON closed.tz = ?2 AND closed.period = wanted.period
    AND closed.start_quarter_hour = wanted.start_quarter_hour AND closed.end_quarter_hour = wanted.end_quarter_hour
), periods AS MATERIALIZED (
  SELECT weeks.*, true AS is_closed FROM weeks
  UNION ALL
  SELECT days.bucket, days.day, days.start_quarter_hour, days.end_quarter_hour, EXISTS (
    SELECT 1 FROM local_periods AS closed
    WHERE closed.tz = ?2 AND closed.period = days.day
      AND closed.start_quarter_hour = days.start_quarter_hour AND closed.end_quarter_hour = days.end_quarter_hour
  ) OR days.end_quarter_hour * ${QUARTER_HOUR_MS} <= (SELECT MIN(first_seen_at_ms) FROM users)
  FROM days WHERE days.week IS NULL OR days.week NOT IN (SELECT period FROM weeks)
)`;
