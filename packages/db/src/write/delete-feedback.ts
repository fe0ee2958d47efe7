/** Takes a score back; `meta.changes` says whether there was one. */
export function deleteFeedback(database: D1Database, id: string) {
  return database.prepare("DELETE FROM feedback WHERE id = ?1").bind(id);
}
