import { modelsOfUser } from "./models-of-user.ts";
import { type MeasureSums, measureSums } from "./usage-measures.ts";
import { userLifetimes } from "./user-lifetimes.ts";

/** The lifetime totals of one user over all sources; `models` is a JSON array of names, most used first. */
export type UserLifetimeRow = MeasureSums & {
  first_seen_at_ms: number;
  last_seen_at_ms: number;
  session_count: number;
  models: string;
};

/** The lifetime totals of one user; no row when the user is not known. By primary key. */
export function selectUserLifetime(database: D1Database, userId: string) {
  return database
    .prepare(
      `SELECT MIN(first_seen_at_ms) AS first_seen_at_ms, MAX(last_seen_at_ms) AS last_seen_at_ms,
         SUM(session_count) AS session_count, ${modelsOfUser("?1")} AS models, ${measureSums("part")}
       FROM ${userLifetimes("owner.id = ?1")} AS part GROUP BY id`,
    )
    .bind(userId);
}
