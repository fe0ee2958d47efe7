import { addToUsers, SUMMED_WHOLE } from "./add-to-users.ts";
import { measureColumns } from "./measure-columns.ts";
import { SENT_ROWS } from "./sent-rows.ts";

/** A user, and the quarter hour up to which the totals are to go, exclusive. */
export type UserFold = { id: string; foldTo: number };

const [ID, FOLD_TO] = ["item.value->>0", "item.value->>1"];

/** Rows that hold everything do so up to the latest usage of the user, and from then on as far as any other. */
const SUMMED_TO = `iif(owner.summed_to_quarter_hour = ${SUMMED_WHOLE},
  max(${FOLD_TO}, 1 + coalesce((SELECT max(quarter_hour) FROM usage_quarter_hours WHERE user_id = owner.id), 0)), ${FOLD_TO})`;

const MEASURES = measureColumns
  .split(", ")
  .map((column) => `coalesce(sum(usage.${column}), 0) AS ${column}`)
  .join(", ");

/**
 * Adds to the totals of these users, of all their sources, what `usage_quarter_hours` holds from where the totals end until
 * `foldTo`, and says that they go so far now. It takes each row from where it stands when it runs: to repeat it, or to run it
 * beside others, changes nothing. A range of the rollup's primary key per user and source.
 */
export function foldUsers(database: D1Database, folds: UserFold[]) {
  return database
    .prepare(
      addToUsers(`SELECT owner.id AS id, owner.source AS source, coalesce(usage.model, '') AS model,
          ${SUMMED_TO} AS summed_to_quarter_hour, owner.first_seen_at_ms AS first_seen_at_ms,
          coalesce(max(usage.last_seen_at_ms), owner.last_seen_at_ms) AS last_seen_at_ms,
          coalesce(sum(usage.opened_session_count), 0) AS session_count, ${MEASURES}
        FROM ${SENT_ROWS} CROSS JOIN users AS owner ON owner.id = ${ID}
        LEFT JOIN usage_quarter_hours AS usage ON usage.user_id = owner.id AND usage.source = owner.source
          AND usage.quarter_hour >= owner.summed_to_quarter_hour AND usage.quarter_hour < ${FOLD_TO}
        WHERE owner.summed_to_quarter_hour < ${FOLD_TO} OR owner.summed_to_quarter_hour = ${SUMMED_WHOLE}
        GROUP BY owner.id, owner.source, usage.model`),
    )
    .bind(JSON.stringify(folds.map(({ id, foldTo }) => [id, foldTo])));
}
