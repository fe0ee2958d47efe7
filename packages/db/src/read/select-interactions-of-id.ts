import { INTERACTION_COLUMNS } from "./select-interactions.ts";

/**
 * The interactions with this id, one for each source that has sent it, archived or not, by source (`ListedInteractionRow`);
 * of `source` alone when one is named. A range of the primary key of each table.
 */
export function selectInteractionsOfId(database: D1Database, id: string, source: string | undefined) {
  const isMeant = `id = ?1${source === undefined ? "" : " AND source = ?2"}`;
  return database
    .prepare(
      `SELECT ${INTERACTION_COLUMNS}, 0 AS archived FROM interactions WHERE ${isMeant}
       UNION ALL SELECT ${INTERACTION_COLUMNS}, 1 AS archived FROM interactions_archive WHERE ${isMeant} ORDER BY source`,
    )
    .bind(id, ...(source === undefined ? [] : [source]));
}
