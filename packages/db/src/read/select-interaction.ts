import { INTERACTION_COLUMNS } from "./select-interactions.ts";

/** One interaction, archived or not, by its primary key: one row or none, as `ListedInteractionRow`. */
export function selectInteraction(database: D1Database, id: string) {
  return database
    .prepare(
      `SELECT ${INTERACTION_COLUMNS}, 0 AS archived FROM interactions WHERE id = ?1
       UNION ALL SELECT ${INTERACTION_COLUMNS}, 1 AS archived FROM interactions_archive WHERE id = ?1`,
    )
    .bind(id);
}
