/** Two sources that report the same usage, `source` before `other_source`, and an interaction of the first. */
export type SourceOverlapRow = {
  source: string;
  other_source: string;
  interaction_count: number;
  example_id: string | null;
};

/**
 * Pairs of sources that report, of the same user, session and model, as many interactions with as many tokens in the same
 * quarter hours of this range: most likely the same calls under ids of their own. Walks the sessions with activity since
 * the range began, and a range of the primary key of `usage_quarter_hours` for each user of theirs.
 */
export function selectSourceOverlaps(database: D1Database, { startMs, endMs }: { startMs: number; endMs: number }) {
  return database
    .prepare(
      `WITH active AS (SELECT DISTINCT user_id FROM sessions WHERE last_activity_at_ms >= ?1),
       reported AS (
         SELECT usage.user_id AS user_id, quarter_hour, session_id, model, source, sum(interaction_count) AS interactions,
           sum(input_tokens) AS input, sum(output_tokens) AS output
         FROM active CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = active.user_id
           AND usage.quarter_hour >= ?1 / 900000 AND usage.quarter_hour < ?2 / 900000
         GROUP BY 1, 2, 3, 4, 5
       ),
       alike AS (
         SELECT min(source) AS source, max(source) AS other_source, interactions, session_id
         FROM reported WHERE input + output > 0
         GROUP BY user_id, quarter_hour, session_id, model, interactions, input, output HAVING count(*) > 1
       ),
       pairs AS (
         SELECT source, other_source, sum(interactions) AS interaction_count, max(session_id) AS session_id
         FROM alike GROUP BY 1, 2
       )
       SELECT source, other_source, interaction_count, (
         SELECT id FROM interactions AS stored WHERE stored.session_id = pairs.session_id
           AND stored.occurred_at_ms >= ?1 AND stored.occurred_at_ms < ?2 AND stored.source = pairs.source LIMIT 1
       ) AS example_id
       FROM pairs ORDER BY 1, 2`,
    )
    .bind(startMs, endMs);
}
