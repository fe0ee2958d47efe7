import type { InteractionKey } from "../read/interaction-keys.ts";

/**
 * A stored call of a message that stands for others too: all of them as JSON values, and how many there were when it was looked
 * at.
 */
export type ReplyClaim = InteractionKey & {
  message: string;
  archived: boolean;
  reports: unknown[];
  seenCount: number;
};

/**
 * Notes at stored calls, in `also_reported_as` of their metadata, which other reports of them were left out. Messages of which
 * one has been changed or moved since are left alone as a whole, so that no report is noted at two calls: only the others are
 * returned, as `InteractionKey`. By primary key; one row written for each.
 */
export function claimReplyMates(
  database: D1Database,
  table: "interactions" | "interactions_archive",
  claims: ReplyClaim[],
) {
  const sent = claims.map(({ id, source, seenCount, reports, message }) => [id, source, seenCount, reports, message]);
  return database
    .prepare(
      `WITH changed AS MATERIALIZED (
         SELECT claim.value->>4 AS message FROM json_each(?1) AS claim
         LEFT JOIN ${table} AS kept ON kept.id = claim.value->>0 AND kept.source = claim.value->>1
         WHERE kept.id IS NULL
           OR coalesce(json_array_length(kept.metadata, '$.also_reported_as'), 0) <> claim.value->>2
       )
       UPDATE ${table} AS kept
       SET metadata = json_set(coalesce(kept.metadata, '{}'), '$.also_reported_as', json(claim.value->3))
       FROM json_each(?1) AS claim
       WHERE kept.id = claim.value->>0 AND kept.source = claim.value->>1
         AND claim.value->>4 NOT IN (SELECT message FROM changed)
       RETURNING id, source`,
    )
    .bind(JSON.stringify(sent));
}
