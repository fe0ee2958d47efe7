import { plainMeasures } from "./usage-measures.ts";

/** SQL of the usage that the totals of users do not hold yet, each row with its user: a range of the rollup's primary key. */
export const LIVE_USAGE = `users AS owner CROSS JOIN usage_quarter_hours AS live
  ON live.user_id = owner.id AND live.source = owner.source AND live.quarter_hour >= owner.summed_to_quarter_hour`;

/**
 * SQL of a table whose rows add up to the lifetimes of users: their totals, and what came since. Columns `id`, `source`,
 * `first_seen_at_ms`, `last_seen_at_ms`, `session_count` and the measures; counts and sums are to be summed, of the instants
 * the first and the latest count. `condition` is SQL over the row of `users`, `owner`.
 */
export const userLifetimes = (condition = "true"): string => `(
  SELECT owner.id AS id, owner.source AS source, owner.first_seen_at_ms AS first_seen_at_ms,
    owner.last_seen_at_ms AS last_seen_at_ms, owner.session_count AS session_count, ${plainMeasures("owner")}
  FROM users AS owner WHERE ${condition}
  UNION ALL
  SELECT owner.id, owner.source, owner.first_seen_at_ms, live.last_seen_at_ms, live.opened_session_count,
    ${plainMeasures("live")}
  FROM ${LIVE_USAGE} WHERE ${condition}
)`;
