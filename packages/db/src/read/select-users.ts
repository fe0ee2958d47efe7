import { QUARTER_HOUR_MS } from "@voygent/contracts";

import { prepareWith } from "./prepare-with.ts";
import { modelsOfUser } from "./models-of-user.ts";
import { continuedInRange, newInOpenPeriods } from "./session-counts.ts";
import { andMatches, filteredColumns, type QuarterHourRange, type UsageFilter, usersToSearch } from "./usage-filter.ts";
import {
  integerMeasureSums,
  type MeasureSums,
  measuresOf,
  noMeasures,
  plainMeasures,
  totalCost,
} from "./usage-measures.ts";
import { userLifetimes } from "./user-lifetimes.ts";
import { type BucketDays, periodParameters, WITH_PERIODS } from "./usage-periods.ts";

type Prefixed<Prefix extends string, Row> = { [Column in keyof Row & string as `${Prefix}${Column}`]: Row[Column] };

/** A user who was active in the range: sums of the range, and of the whole life with the prefix `lifetime_`; `models` is a JSON array of names, most used first. */
export type UserRow = MeasureSums &
  Prefixed<"lifetime_", MeasureSums> & {
    user_id: string;
    session_count: number;
    first_seen_at_ms: number;
    last_seen_at_ms: number;
    lifetime_session_count: number;
    models: string;
    position: string;
  };

/** What users can be sorted by. */
export type UserSort = "cost" | "interaction_count" | "session_count" | "last_seen_at" | "user_id";

/** The days must be those of the range in UTC. */
export type UsersQuery = BucketDays & {
  filter: UsageFilter;
  range: QuarterHourRange;
  sort: UserSort;
  descending: boolean;
  after: { key: string; id: string } | null;
  limit: number;
  offset: number;
};

const SORT_KEYS: Record<UserSort, string> = {
  cost: totalCost("used"),
  interaction_count: "used.interaction_count",
  session_count: "used.session_count",
  last_seen_at: "lifetime.last_seen_at_ms",
  user_id: "0",
};

const liveUsage = (filter: UsageFilter) => `periods CROSS JOIN ${usersToSearch(filter, "?3")} AS searched
  CROSS JOIN usage_quarter_hours AS live ON live.user_id = searched.id
    AND live.quarter_hour >= periods.start_quarter_hour AND live.quarter_hour < periods.end_quarter_hour`;

const filteredUsage = (filter: UsageFilter) => `
  SELECT live.user_id AS user_id, COUNT(DISTINCT live.session_id) AS session_count, ${integerMeasureSums("live")}
  FROM ${liveUsage(filter)} WHERE true${andMatches("live", filter, "?3")} GROUP BY live.user_id`;

const wholeUsage = (filter: UsageFilter) => `
  SELECT part.user_id AS user_id, SUM(part.session_count) AS session_count, ${integerMeasureSums("part")}
  FROM (
    SELECT live.user_id, 0 AS session_count, ${plainMeasures("live")}
    FROM ${liveUsage(filter)} WHERE NOT periods.is_closed
    UNION ALL
    SELECT closed.user_id, closed.new_session_count, ${plainMeasures("closed")} FROM periods
    CROSS JOIN utc_period_users AS closed ON closed.quarter_hours = periods.end_quarter_hour - periods.start_quarter_hour
      AND closed.start_quarter_hour = periods.start_quarter_hour
    WHERE periods.is_closed${andMatches("closed", filter, "?3")}
    UNION ALL
    SELECT user_id, 1, ${noMeasures} FROM (${newInOpenPeriods(filter, true)})
    UNION ALL
    SELECT user_id, 1, ${noMeasures} FROM (${continuedInRange(filter, true)})
  ) AS part GROUP BY part.user_id`;

/** Whether only users are filtered, so that the sums of closed periods serve. */
const isWholeUsage = (filter: UsageFilter) => filteredColumns(filter).every((column) => column === "user_id");

function pageSql({ filter, sort, descending, after }: UsersQuery): string {
  const [comparison, direction] = descending ? ["<", "DESC"] : [">", "ASC"];
  const cursor = after === null ? "true" : `(sort_key, user_id) ${comparison} (CAST(?6 AS INTEGER), ?7)`;
  return `${WITH_PERIODS}, used AS MATERIALIZED (
    ${isWholeUsage(filter) ? wholeUsage(filter) : filteredUsage(filter)}
  ), lifetime AS (
    SELECT id, MIN(first_seen_at_ms) AS first_seen_at_ms, MAX(last_seen_at_ms) AS last_seen_at_ms,
      SUM(session_count) AS session_count, ${integerMeasureSums("part")}
    FROM ${userLifetimes()} AS part GROUP BY id
  ), ranked AS (
    SELECT used.user_id AS user_id, used.session_count AS session_count, ${measuresOf("used")},
      lifetime.first_seen_at_ms AS first_seen_at_ms, lifetime.last_seen_at_ms AS last_seen_at_ms,
      lifetime.session_count AS lifetime_session_count, ${measuresOf("lifetime", "lifetime_")},
      ${SORT_KEYS[sort]} AS sort_key
    FROM used CROSS JOIN lifetime ON lifetime.id = used.user_id
  )
  SELECT page.*, CAST(page.sort_key AS TEXT) AS position, ${modelsOfUser("page.user_id")} AS models FROM (
    SELECT * FROM ranked WHERE ${cursor}
    ORDER BY sort_key ${direction}, user_id ${direction} LIMIT CAST(?8 AS INTEGER) OFFSET CAST(?9 AS INTEGER)
  ) AS page ORDER BY page.sort_key ${direction}, page.user_id ${direction}`;
}

/**
 * One page of the users who were active in the range, by sort key and then by id. The sums come from
 * `utc_period_users` where only users are filtered and periods are closed, else from `usage_quarter_hours`. A session
 * counts for each user who had an interaction in it.
 */
export function selectUsers(database: D1Database, query: UsersQuery) {
  const { filter, range, after, limit, offset } = query;
  return prepareWith(database, pageSql(query), [
    ...periodParameters(query),
    JSON.stringify(filter),
    range.startQuarterHour * QUARTER_HOUR_MS,
    range.endQuarterHour * QUARTER_HOUR_MS,
    after?.key ?? null,
    after?.id ?? null,
    limit,
    offset,
  ]);
}

/** How many users were active in the range. */
export function countUsers(database: D1Database, filter: UsageFilter, range: QuarterHourRange) {
  return prepareWith(
    database,
    `SELECT COUNT(*) AS total FROM ${usersToSearch(filter, "?3")} AS searched WHERE EXISTS (
         SELECT 1 FROM usage_quarter_hours AS usage
         WHERE usage.user_id = searched.id AND usage.quarter_hour >= ?1 AND usage.quarter_hour < ?2
           ${andMatches("usage", filter, "?3")}
       )`,
    [range.startQuarterHour, range.endQuarterHour, JSON.stringify(filter)],
  );
}
