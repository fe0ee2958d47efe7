import { messageIdOf } from "./message-id.ts";
import { prepareWith } from "./prepare-with.ts";
import { INTERACTION_COLUMNS } from "./select-interactions.ts";
import type { ListPosition } from "./select-sessions.ts";

/** Which response: a session and a message in it. */
export type ResponseKey = { sessionId: string; messageId: string };

const TABLES = [
  ["interactions", 0],
  ["interactions_archive", 1],
] as const;

const COLUMNS = INTERACTION_COLUMNS.split(", ")
  .map((name) => `call.${name} AS ${name}`)
  .join(", ");

const OF_RESPONSE = `call.session_id = ?1 AND ${messageIdOf("call")} = ?2`;

/** One page of the interactions of one response, oldest first. Walks those of the session by its index. */
export function selectResponseInteractions(
  database: D1Database,
  { sessionId, messageId }: ResponseKey,
  { after, limit, offset }: { after: ListPosition | null; limit: number; offset: number },
) {
  const behind =
    after === null ? "" : " AND (call.occurred_at_ms, call.id, call.source) > (CAST(?5 AS INTEGER), ?6, ?7)";
  const arms = TABLES.map(
    ([table, archived]) =>
      `SELECT ${COLUMNS}, ${archived} AS archived FROM ${table} AS call WHERE ${OF_RESPONSE}${behind}`,
  );
  return prepareWith(
    database,
    `${arms.join(" UNION ALL ")} ORDER BY occurred_at_ms, id, source
     LIMIT CAST(?3 AS INTEGER) OFFSET CAST(?4 AS INTEGER)`,
    [sessionId, messageId, limit, offset, after?.key ?? null, after?.id ?? null, after?.source ?? ""],
  );
}

/** How many interactions one response has. Walks those of the session by its index. */
export function countResponseInteractions(database: D1Database, { sessionId, messageId }: ResponseKey) {
  const counts = TABLES.map(([table]) => `(SELECT COUNT(*) FROM ${table} AS call WHERE ${OF_RESPONSE})`);
  return database.prepare(`SELECT ${counts.join(" + ")} AS total`).bind(sessionId, messageId);
}
