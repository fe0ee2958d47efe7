/** When anything was seen first, in milliseconds; null before the first event. */
export type FirstActivityRow = { first_seen_at_ms: number | null };

/** The instant before which no day has any usage. Reads one row per user and source. */
export function selectFirstActivity(database: D1Database) {
  return database.prepare("SELECT MIN(first_seen_at_ms) AS first_seen_at_ms FROM users");
}
