/** An event that could not be stored: the message as it was queued, and the class of the error. */
export type FailedLetter = { id: string; event: string; error: string; failedAtMs: number };

/** Keeps events that could not be stored; of one that is kept already, counts the attempt. */
export function upsertDeadLetters(database: D1Database, letters: FailedLetter[]) {
  const values = letters.map(({ id, event, error, failedAtMs }) => [id, event, error, failedAtMs]);
  return database
    .prepare(
      `INSERT INTO dead_letters (id, event, error, attempts, first_failed_at_ms, last_failed_at_ms)
       SELECT value->>0, value->>1, value->>2, 1, value->>3, value->>3 FROM json_each(?1) WHERE true
       ON CONFLICT (id) DO UPDATE SET error = excluded.error, attempts = attempts + 1,
         last_failed_at_ms = excluded.last_failed_at_ms`,
    )
    .bind(JSON.stringify(values));
}
