import { integerMeasureSums } from "../read/usage-measures.ts";
import { addMeasures, measureColumns } from "./measure-columns.ts";
import { mergeModels } from "./merge-models.ts";

/** How far the totals of a row go that holds all that there is of its user, past every quarter hour. */
export const SUMMED_WHOLE = Number.MAX_SAFE_INTEGER;

/**
 * SQL of how far the totals of a new row of `users` go: as far as those of the same user from other sources, which keeps what
 * has to be read beside them short. There is nothing of a user and source before its row, so that any quarter hour would do.
 */
export const newSummedTo = (id: string): string =>
  `coalesce((SELECT max(other.summed_to_quarter_hour) FROM users AS other WHERE other.id = ${id}), 0)`;

/**
 * SQL that adds to rows of `users`, or inserts them: `gained` is SQL of a table with a row per user, source and model, with
 * the columns of `users`, and `model` (empty for none) instead of `models`.
 */
export const addToUsers = (gained: string): string => `
  INSERT INTO users (id, source, summed_to_quarter_hour, first_seen_at_ms, last_seen_at_ms, session_count, models, ${measureColumns})
  SELECT gained.id, gained.source, max(gained.summed_to_quarter_hour), min(gained.first_seen_at_ms),
    max(gained.last_seen_at_ms), sum(gained.session_count),
    json_group_object(gained.model, gained.interaction_count)
      FILTER (WHERE gained.model <> '' AND gained.interaction_count > 0),
    ${integerMeasureSums("gained")}
  FROM (${gained}) AS gained GROUP BY gained.id, gained.source
  ON CONFLICT (id, source) DO UPDATE SET
    summed_to_quarter_hour = excluded.summed_to_quarter_hour,
    first_seen_at_ms = min(users.first_seen_at_ms, excluded.first_seen_at_ms),
    last_seen_at_ms = max(users.last_seen_at_ms, excluded.last_seen_at_ms),
    session_count = users.session_count + excluded.session_count,
    models = ${mergeModels("users")},
    ${addMeasures("users")}`;
