import { addMeasures, measureColumns, MEASURE_COUNT, type Measures, measureValues, places } from "./measure-columns.ts";
import { mergeModels } from "./merge-models.ts";
import { SENT_ROWS } from "./sent-rows.ts";

/** What one row of `users` gains. `openedSessionIds` are the sessions that count as this user's if they are new. */
export type UserUsage = {
  userId: string;
  source: string;
  firstSeenAtMs: number;
  lastSeenAtMs: number;
  openedSessionIds: string[];
  models: Record<string, number>;
  measures: Measures;
};

const NEW_SESSIONS = `(
  SELECT count(*) FROM json_each(item.value, '$[4]') AS opened
  WHERE NOT EXISTS (SELECT 1 FROM sessions WHERE id = opened.value)
)`;

/**
 * Adds to the lifetime totals of users. It counts the sessions that are not there yet: batch it before `upsertSessions`,
 * which fails where one of them is archived.
 */
export function addUsers(database: D1Database, groups: UserUsage[]) {
  const rows = groups.map((group) => [
    group.userId,
    group.source,
    group.firstSeenAtMs,
    group.lastSeenAtMs,
    group.openedSessionIds,
    JSON.stringify(group.models),
    ...measureValues(group.measures),
  ]);
  return database
    .prepare(
      `INSERT INTO users (id, source, first_seen_at_ms, last_seen_at_ms, session_count, models, ${measureColumns})
       SELECT ${places(0, 4)}, ${NEW_SESSIONS}, ${places(5, 1 + MEASURE_COUNT)}
       FROM ${SENT_ROWS} WHERE true
       ON CONFLICT (id, source) DO UPDATE SET
         first_seen_at_ms = min(users.first_seen_at_ms, excluded.first_seen_at_ms),
         last_seen_at_ms = max(users.last_seen_at_ms, excluded.last_seen_at_ms),
         session_count = users.session_count + excluded.session_count,
         models = ${mergeModels("users")},
         ${addMeasures("users")}`,
    )
    .bind(JSON.stringify(rows));
}
