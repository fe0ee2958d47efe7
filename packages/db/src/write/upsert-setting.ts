/** Sets a setting of a subject; one that says so already is left as it is, which `changes()` tells. */
export function upsertSetting(
  database: D1Database,
  setting: { kind: string; subject: string; value: string; updatedAtMs: number },
) {
  return database
    .prepare(
      `INSERT INTO settings (key, value, updated_at_ms) VALUES (?1 || ':' || ?2, ?3, ?4)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at_ms = excluded.updated_at_ms
         WHERE settings.value <> excluded.value`,
    )
    .bind(setting.kind, setting.subject, setting.value, setting.updatedAtMs);
}

/** Forgets a setting of a subject, if there is one. */
export function deleteSetting(database: D1Database, kind: string, subject: string) {
  return database.prepare("DELETE FROM settings WHERE key = ?1 || ':' || ?2").bind(kind, subject);
}
