/** A setting that belongs to a subject, such as a source. */
export type SettingRow = { subject: string; value: string };

/** The settings of one kind by subject; their keys are the kind, a colon and the subject. A range of the primary key. */
export function selectSettings(database: D1Database, kind: string) {
  return database
    .prepare(
      `SELECT substr(key, length(?1) + 2) AS subject, value FROM settings
       WHERE key >= ?1 || ':' AND key < ?1 || ';' ORDER BY key`,
    )
    .bind(kind);
}

/** One setting of a subject. By primary key. */
export function selectSetting(database: D1Database, kind: string, subject: string) {
  return database.prepare("SELECT ?2 AS subject, value FROM settings WHERE key = ?1 || ':' || ?2").bind(kind, subject);
}
