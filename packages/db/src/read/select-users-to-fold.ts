import { SUMMED_WHOLE } from "../write/add-to-users.ts";

/**
 * A user with usage that the totals do not hold yet: how many rows of the rollup, at most 10,000, and the quarter hour up to
 * which these go, exclusive, which is before `foldTo` where there are more. The last user of a page may have none: `is_due` 0.
 */
export type UserToFoldRow = { id: string; row_count: number; fold_to: number; is_due: 0 | 1 };

/** Users of a page; and rows of one of them, so that no statement is long. */
const PAGE_USERS = 5_000;
const MOST_ROWS_OF_USER = 10_000;

const USAGE = `FROM usage_quarter_hours AS usage WHERE usage.user_id = known.id
  AND usage.quarter_hour >= known.summed_to AND usage.quarter_hour < ?2`;

/** Rows of one quarter hour belong together, however many they are. */
const FOLD_TO = `coalesce(max(known.summed_to + 1, (
  SELECT usage.quarter_hour ${USAGE} ORDER BY usage.quarter_hour LIMIT 1 OFFSET ${MOST_ROWS_OF_USER})), ?2)`;

/**
 * The users after this id with something to fold, by id, and the last one of the page in any case; none after the last user.
 * Those whose totals hold everything count as such. A range of the rollup's primary key per user.
 */
export function selectUsersToFold(database: D1Database, { afterId, foldTo }: { afterId: string; foldTo: number }) {
  return database
    .prepare(
      `WITH known AS MATERIALIZED (
         SELECT id, min(summed_to_quarter_hour) AS summed_to, max(summed_to_quarter_hour) = ${SUMMED_WHOLE} AS is_whole
         FROM users WHERE id > ?1 GROUP BY id ORDER BY id LIMIT ${PAGE_USERS}
       ), counted AS MATERIALIZED (
         SELECT known.id AS id, known.is_whole AS is_whole, ${FOLD_TO} AS fold_to,
           (SELECT count(*) FROM (SELECT 1 ${USAGE} LIMIT ${MOST_ROWS_OF_USER})) AS row_count
         FROM known
       )
       SELECT id, row_count, CAST(fold_to AS INTEGER) AS fold_to, is_whole OR row_count > 0 AS is_due FROM counted
       WHERE is_due OR id = (SELECT max(id) FROM known) ORDER BY id`,
    )
    .bind(afterId, foldTo);
}
