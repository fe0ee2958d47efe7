/** The source that marks sample data; its interactions have ids that start with `SAMPLE_ID_PREFIX`. */
export const SAMPLE_SOURCE = "sample";
export const SAMPLE_ID_PREFIX = "sample_";

/** Just above every id with the prefix: the character after `_`. */
const SAMPLE_ID_END = "sample`";

/** True of the keys of sample data; the prefix makes it a range of the primary key. */
const isSample = (id: string, source: string) =>
  `${id} >= '${SAMPLE_ID_PREFIX}' AND ${id} < '${SAMPLE_ID_END}' AND ${source} = '${SAMPLE_SOURCE}'`;

const someSampleIds = (table: string) =>
  `SELECT id FROM ${table} WHERE ${isSample("id", "source")} ORDER BY id LIMIT CAST(?1 AS INTEGER)`;

/**
 * Two statements, in order: takes at most `limit` sample interactions out of the counts of unpriced ones, and deletes
 * them. A range of the primary key.
 */
export function deleteSampleInteractions(
  database: D1Database,
  table: "interactions" | "interactions_archive",
  limit: number,
) {
  return [
    `UPDATE unpriced_models AS kept SET
       interaction_count = kept.interaction_count - gone.interaction_count,
       input_tokens = kept.input_tokens - gone.input_tokens,
       output_tokens = kept.output_tokens - gone.output_tokens
     FROM (
       SELECT provider, model, count(*) AS interaction_count,
         sum(coalesce(usage->>'$.tokens.input', 0)) AS input_tokens,
         sum(coalesce(usage->>'$.tokens.output', 0)) AS output_tokens
       FROM ${table} WHERE id IN (${someSampleIds(table)}) AND source = '${SAMPLE_SOURCE}'
         AND +cost_status = 'unpriced' GROUP BY provider, model
     ) AS gone
     WHERE kept.provider = gone.provider AND kept.model = gone.model`,
    `DELETE FROM ${table} WHERE id IN (${someSampleIds(table)}) AND source = '${SAMPLE_SOURCE}'`,
  ].map((sql) => database.prepare(sql).bind(limit));
}

/** At most `limit` sample sessions, by a walk over the sessions. */
export function deleteSampleSessions(database: D1Database, table: "sessions" | "sessions_archive", limit: number) {
  return database
    .prepare(
      `DELETE FROM ${table} WHERE id IN (
         SELECT id FROM ${table} WHERE source = '${SAMPLE_SOURCE}' LIMIT CAST(?1 AS INTEGER))`,
    )
    .bind(limit);
}

/**
 * The usage rows of at most `limit` users that have sample data, those by labels too. Two statements; batch them before
 * `deleteSampleUsers` with the same limit.
 */
export function deleteSampleUsage(database: D1Database, limit: number) {
  return ["usage_quarter_hours", "usage_labels"].map((table) =>
    database
      .prepare(
        `DELETE FROM ${table} WHERE source = '${SAMPLE_SOURCE}' AND user_id IN (
         SELECT id FROM users WHERE source = '${SAMPLE_SOURCE}' ORDER BY id LIMIT CAST(?1 AS INTEGER))`,
      )
      .bind(limit),
  );
}

/** At most `limit` users of the sample source. */
export function deleteSampleUsers(database: D1Database, limit: number) {
  return database
    .prepare(
      `DELETE FROM users WHERE source = '${SAMPLE_SOURCE}' AND id IN (
         SELECT id FROM users WHERE source = '${SAMPLE_SOURCE}' ORDER BY id LIMIT CAST(?1 AS INTEGER))`,
    )
    .bind(limit);
}

/**
 * What else the sample left: superseded estimates, warnings, models without unpriced interactions, and every finished
 * period, which are summed anew when asked for.
 */
export function deleteSampleTraces(database: D1Database) {
  return [
    `DELETE FROM cost_estimates WHERE ${isSample("interaction_id", "interaction_source")}`,
    `DELETE FROM cost_estimates_archive WHERE ${isSample("interaction_id", "interaction_source")}`,
    `DELETE FROM warnings WHERE source = '${SAMPLE_SOURCE}'`,
    "DELETE FROM unpriced_models WHERE interaction_count <= 0",
    ...[
      "closed_periods",
      "local_days",
      "local_period_models",
      "utc_periods",
      "utc_period_users",
      "utc_period_labels",
      "local_period_labels",
    ].map((table) => `DELETE FROM ${table}`),
  ].map((sql) => database.prepare(sql));
}
