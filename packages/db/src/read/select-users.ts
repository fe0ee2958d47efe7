import { prepareWith } from "./prepare-with.ts";
import { QUARTER_HOUR_MS } from "@voygent/contracts";

import { activeSessions } from "./select-activity-counts.ts";
import { type BucketDay, withDays } from "./usage-days.ts";
import { andMatches, filteredColumns, type QuarterHourRange, type UsageFilter, usersToSearch } from "./usage-filter.ts";
import { integerMeasureSums, type MeasureSums, measuresOf, plainMeasures, totalCost } from "./usage-measures.ts";

type Prefixed<Prefix extends string, Row> = { [Column in keyof Row & string as `${Prefix}${Column}`]: Row[Column] };

/** A user who was active in the range: sums of the range, and of the whole life with the prefix `lifetime_`. */
export type UserRow = MeasureSums &
  Prefixed<"lifetime_", MeasureSums> & {
    user_id: string;
    session_count: number;
    first_seen_at_ms: number;
    last_seen_at_ms: number;
    lifetime_session_count: number;
    position: string;
  };

/** What users can be sorted by. */
export type UserSort = "cost" | "interaction_count" | "session_count" | "last_seen_at" | "user_id";

export type UsersQuery = {
  tz: string;
  days: BucketDay[];
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

const liveUsage = (filter: UsageFilter) => `days CROSS JOIN ${usersToSearch(filter, "?5")} AS searched
  CROSS JOIN usage_quarter_hours AS live ON live.user_id = searched.id
    AND live.quarter_hour >= days.start_quarter_hour AND live.quarter_hour < days.end_quarter_hour`;

const filteredUsage = (filter: UsageFilter) => `used AS MATERIALIZED (
  SELECT live.user_id AS user_id, COUNT(DISTINCT live.session_id) AS session_count, ${integerMeasureSums("live")}
  FROM ${liveUsage(filter)} WHERE true${andMatches("live", filter, "?5")} GROUP BY live.user_id
)`;

const wholeSums = (filter: UsageFilter) => `
    SELECT part.user_id AS user_id, ${integerMeasureSums("part")}
    FROM (
      SELECT live.user_id, ${plainMeasures("live")} FROM ${liveUsage(filter)} WHERE NOT days.is_closed
      UNION ALL
      SELECT closed.user_id, ${plainMeasures("closed")} FROM days
      CROSS JOIN local_day_users AS closed ON closed.tz = ?4 AND closed.day = days.day
      WHERE days.is_closed${andMatches("closed", filter, "?5")}
    ) AS part GROUP BY part.user_id`;

/** How many sessions each user has who is in the CTE of this name. */
const ownedSessions = (users: string, range: QuarterHourRange) => `owned AS MATERIALIZED (
    SELECT user_id, COUNT(*) AS session_count
    FROM ${activeSessions(range, ` AND session.user_id IN (SELECT user_id FROM ${users})`)} GROUP BY user_id
  )`;

/** Whether only users are filtered, so that the sums of closed days serve. */
const isWholeUsage = (filter: UsageFilter) => filteredColumns(filter).every((column) => column === "user_id");

/** The CTE `used`; with `session_count` where the rollup gives it or the order needs it. */
function withUsage({ filter, range, sort }: UsersQuery): string {
  if (!isWholeUsage(filter)) return filteredUsage(filter);
  if (sort !== "session_count") return `used AS MATERIALIZED (${wholeSums(filter)})`;
  return `sums AS MATERIALIZED (${wholeSums(filter)}), ${ownedSessions("sums", range)}, used AS MATERIALIZED (
    SELECT sums.*, COALESCE(owned.session_count, 0) AS session_count
    FROM sums LEFT JOIN owned ON owned.user_id = sums.user_id
  )`;
}

/** The CTE `page`: the users of the page with all but their position. */
function withPage({ sort, descending, after }: UsersQuery, sessionCount: string): string {
  const [comparison, direction] = descending ? ["<", "DESC"] : [">", "ASC"];
  const cursor = after === null ? "true" : `(sort_key, user_id) ${comparison} (CAST(?6 AS INTEGER), ?7)`;
  return `lifetime AS (
    SELECT id, MIN(first_seen_at_ms) AS first_seen_at_ms, MAX(last_seen_at_ms) AS last_seen_at_ms,
      SUM(session_count) AS session_count, ${integerMeasureSums("users")}
    FROM users GROUP BY id
  ), ranked AS (
    SELECT used.user_id AS user_id, ${sessionCount}${measuresOf("used")},
      lifetime.first_seen_at_ms AS first_seen_at_ms, lifetime.last_seen_at_ms AS last_seen_at_ms,
      lifetime.session_count AS lifetime_session_count, ${measuresOf("lifetime", "lifetime_")},
      ${SORT_KEYS[sort]} AS sort_key
    FROM used CROSS JOIN lifetime ON lifetime.id = used.user_id
  ), page AS MATERIALIZED (
    SELECT * FROM ranked WHERE ${cursor}
    ORDER BY sort_key ${direction}, user_id ${direction} LIMIT CAST(?8 AS INTEGER) OFFSET CAST(?9 AS INTEGER)
  )`;
}

function pageSql(query: UsersQuery): string {
  const { filter, range, sort, descending } = query;
  const start = `${withDays("?3", "?4")}, ${withUsage(query)}`;
  const direction = descending ? "DESC" : "ASC";
  const order = `ORDER BY page.sort_key ${direction}, page.user_id ${direction}`;
  if (!isWholeUsage(filter) || sort === "session_count") {
    return `${start}, ${withPage(query, "used.session_count AS session_count, ")}
      SELECT page.*, CAST(page.sort_key AS TEXT) AS position FROM page ${order}`;
  }
  return `${start}, ${withPage(query, "")}, ${ownedSessions("page", range)}
    SELECT page.*, CAST(page.sort_key AS TEXT) AS position, COALESCE(owned.session_count, 0) AS session_count
    FROM page LEFT JOIN owned ON owned.user_id = page.user_id ${order}`;
}

/**
 * One page of the users who were active in the range, by sort key and then by id. The sums come from
 * `local_day_users` where only users are filtered and days are closed, else from `usage_quarter_hours`; sessions are
 * counted for the user they belong to, and unless they are the order only for the users of the page.
 */
export function selectUsers(database: D1Database, query: UsersQuery) {
  const { tz, days, filter, range, after, limit, offset } = query;
  return prepareWith(database, pageSql(query), [
    range.startQuarterHour * QUARTER_HOUR_MS,
    range.endQuarterHour * QUARTER_HOUR_MS,
    JSON.stringify(days),
    tz,
    JSON.stringify(filter),
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
