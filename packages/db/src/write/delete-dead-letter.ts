/** Takes a dead letter away; `meta.changes` says whether there was one. */
export function deleteDeadLetter(database: D1Database, id: string) {
  return database.prepare("DELETE FROM dead_letters WHERE id = ?1").bind(id);
}
