import { DAY_QUARTER_HOURS, QUARTER_HOUR_MS, WEEK_QUARTER_HOURS } from "@voygent/contracts";

/**
 * A day, or a part of one, that is to be summed into a bucket (itself, its week, its month, or the whole range).
 * `utcOffset` is that of a day which may be summed (`utcOffsetOf`), `week` the first quarter hour of its week in `weeks`.
 */
export type BucketDay = {
  bucket: string;
  startQuarterHour: number;
  endQuarterHour: number;
  utcOffset: number | null;
  week: number | null;
};

/** A week that lies in one bucket as a whole and may be summed, so that its sums may stand for its days. */
export type BucketWeek = { bucket: string; startQuarterHour: number; utcOffset: number };

/** The days of a range and their whole weeks. */
export type BucketDays = { days: BucketDay[]; weeks: BucketWeek[] };

/** The values of the two parameters of `WITH_PERIODS`. */
export const periodParameters = ({ days, weeks }: BucketDays): [string, string] => [
  JSON.stringify(days.map((day) => [day.bucket, day.startQuarterHour, day.endQuarterHour, day.utcOffset, day.week])),
  JSON.stringify(weeks.map((week) => [week.bucket, week.startQuarterHour, week.utcOffset])),
];

const isClosed = (quarterHours: number, start: string, utcOffset: string) => `EXISTS (
  SELECT 1 FROM closed_periods AS closed
  WHERE closed.quarter_hours = ${quarterHours} AND closed.local_quarter_hour = ${start} + ${utcOffset}
    AND closed.closed_to_quarter_hour >= ${start} + ${quarterHours})`;

/**
 * The CTE `periods (bucket, start_quarter_hour, end_quarter_hour, utc_offset, is_closed)`: each week that is closed instead
 * of its days, and the other days. A day is closed when `closed_periods` says so, and when it ended before the first
 * activity: then there is nothing to sum. `?1` and `?2` are the `periodParameters`.
 */
export const WITH_PERIODS = `WITH days AS MATERIALIZED (
  SELECT value->>0 AS bucket, value->>1 AS start_quarter_hour, value->>2 AS end_quarter_hour, value->>3 AS utc_offset,
    value->>4 AS week
  FROM json_each(?1)
), weeks AS MATERIALIZED (
  SELECT wanted.* FROM (
    SELECT value->>0 AS bucket, value->>1 AS start_quarter_hour, value->>2 AS utc_offset FROM json_each(?2)
  ) AS wanted WHERE ${isClosed(WEEK_QUARTER_HOURS, "wanted.start_quarter_hour", "wanted.utc_offset")}
), periods AS MATERIALIZED (
  SELECT bucket, start_quarter_hour, start_quarter_hour + ${WEEK_QUARTER_HOURS} AS end_quarter_hour, utc_offset,
    true AS is_closed
  FROM weeks
  UNION ALL
  SELECT days.bucket, days.start_quarter_hour, days.end_quarter_hour, days.utc_offset,
    ${isClosed(DAY_QUARTER_HOURS, "days.start_quarter_hour", "days.utc_offset")}
    OR days.end_quarter_hour * ${QUARTER_HOUR_MS} <= (SELECT MIN(first_seen_at_ms) FROM users)
  FROM days WHERE days.week IS NULL OR days.week NOT IN (SELECT start_quarter_hour FROM weeks)
)`;
