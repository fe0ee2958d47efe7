import { SAMPLE_SOURCE } from "../write/delete-sample.ts";
import { type MeasureSums, measureSums } from "./usage-measures.ts";
import { userLifetimes } from "./user-lifetimes.ts";

/** The whole life of the installation. The sums are null before the first event. */
export type SystemStatsRow = { [Column in keyof MeasureSums]: MeasureSums[Column] | null } & {
  session_count: number;
  user_count: number;
  first_seen_at_ms: number | null;
  last_seen_at_ms: number | null;
  archived_session_count: number;
  archived_interaction_count: number;
  sample_interaction_count: number;
  price_book_published_at_ms: number | null;
};

/** Lifetime totals, from the `userLifetimes` of all, and the sizes of the archive. */
export function selectSystemStats(database: D1Database) {
  return database.prepare(
    `SELECT COALESCE(SUM(users.session_count), 0) AS session_count, COUNT(DISTINCT users.id) AS user_count,
       ${measureSums("users")},
       MIN(users.first_seen_at_ms) AS first_seen_at_ms, MAX(users.last_seen_at_ms) AS last_seen_at_ms,
       COALESCE(SUM(iif(users.source = '${SAMPLE_SOURCE}', users.interaction_count, 0)), 0) AS sample_interaction_count,
       (SELECT COUNT(*) FROM sessions_archive) AS archived_session_count,
       (SELECT COUNT(*) FROM interactions_archive) AS archived_interaction_count,
       (SELECT published_at_ms FROM price_books ORDER BY version DESC LIMIT 1) AS price_book_published_at_ms
     FROM ${userLifetimes()} AS users`,
  );
}
