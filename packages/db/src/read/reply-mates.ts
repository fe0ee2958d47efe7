/** How a call of LibreChat came: as an event, of its plugin or importer, or as a span of its Langfuse exporter. */
export type ReplyWay = "event" | "span";

/** How a report stands to the sum of all calls of an answer. */
export type ReplyRole = "part" | "whole" | "beside";

/**
 * A message of LibreChat of which calls are being stored: its conversation, the trace of its spans or of those of its title, and
 * when events of it may have happened.
 */
export type SentReply = {
  sessionId: string;
  messageId: string;
  traceId: string;
  isTitle: boolean;
  /** `whole` tells the sum of an answer, `part` a call that belongs into that sum, `beside` a call that does not. */
  role: ReplyRole;
  fromMs: number;
  toMs: number;
};

/** So that one trace or conversation of a hundred thousand calls does not cost each write a walk over them all. */
const MIN_WALKED = 1000;
const WALKED_PER_REPLY = 20;

/** What `replyMates` binds: the messages, how many of their stored calls are looked at, and the ids of those that are known. */
export function bindReplies(
  replies: SentReply[],
  knownIds: string[],
): [replies: string, walked: number, known: string] {
  const sent = replies.map((reply) => [
    reply.sessionId,
    reply.messageId,
    reply.traceId,
    reply.fromMs,
    reply.toMs,
    Number(reply.isTitle),
    reply.role,
  ]);
  const walked = MIN_WALKED + WALKED_PER_REPLY * replies.length + knownIds.length;
  return [JSON.stringify(sent), walked, JSON.stringify(knownIds)];
}

const TABLES = [
  ["interactions", 0],
  ["interactions_archive", 1],
] as const;

const IS_WHOLE = "coalesce(stored.metadata->>'$.usage_source' IN ('response', 'none'), 0)";

const columns = (isTitle: string, archived: number) =>
  `sent.value->>0 AS session_id, sent.value->>1 AS message_id, stored.id AS id, stored.source AS source,
    stored.model AS model, stored.usage AS usage, ${isTitle} AS is_title,
    ${IS_WHOLE} AS is_whole, stored.status = 'cancelled' AS is_stopped, stored.metadata->'$.also_reported_as' AS reports,
    ${archived} AS archived`;

/** Spans of the trace of a message: a range of the primary key, not all of its conversation, which the plus keeps SQLite from. */
const spans = TABLES.map(
  ([table, archived]) =>
    `SELECT ${columns("sent.value->>5", archived)} FROM json_each(?1) AS sent CROSS JOIN ${table} AS stored
       ON stored.id > sent.value->>2 || ':' AND stored.id < sent.value->>2 || ';' AND +stored.session_id = sent.value->>0`,
);

/** Events that name a message: those of its conversation around its time, first by the index alone, without spans. */
const events = TABLES.map(
  ([table, archived]) =>
    `SELECT ${columns("stored.metadata->>'$.context_type' IS 'title'", archived)} FROM json_each(?1) AS sent
     CROSS JOIN ${table} AS listed ON listed.session_id = sent.value->>0
       AND listed.occurred_at_ms >= sent.value->>3 AND listed.occurred_at_ms <= sent.value->>4
       AND substr(listed.id, 33, 1) <> ':'
     CROSS JOIN ${table} AS stored ON stored.id = listed.id AND stored.source = listed.source
       AND stored.metadata->>'$.message_id' = sent.value->>1`,
);

/** The sum of an answer, by the id that only such a report has, for calls that belong into it. */
const wholes = TABLES.map(
  ([table, archived]) =>
    `SELECT ${columns("0", archived)} FROM json_each(?1) AS sent CROSS JOIN ${table} AS stored
       ON sent.value->>6 = 'part' AND stored.id = 'message-' || (sent.value->>1)
       AND +stored.session_id = sent.value->>0 AND ${IS_WHOLE}`,
);

/** The same without what `wholes` finds. */
const calls = events.map((select) => `${select} AND stored.id <> 'message-' || (sent.value->>1)`);

/** The calls that belong into the sum of an answer; one search, since D1 takes no more than five together. */
const parts = `SELECT * FROM (${events
  .map(
    (select) =>
      `${select} AND sent.value->>6 = 'whole' AND NOT ${IS_WHOLE}
       AND coalesce(stored.metadata->>'$.context_type' NOT IN ('title', 'memory'), 1)`,
  )
  .join(" UNION ALL ")})`;

function searches(way: ReplyWay, replies: SentReply[]): string[] {
  if (way === "span") return [...wholes, ...calls];
  return replies.some(({ role }) => role === "whole") ? [...wholes, ...spans, parts] : [...wholes, ...spans];
}

/**
 * The stored calls, live or archived, of messages that were sent one way, which came the other way, or of which one is the sum
 * of an answer and the other belongs into it: rows `mate` of
 * `ReplyMateRow`, bound by `bindReplies` (`?1` to `?3`).
 */
export const replyMates = (way: ReplyWay, replies: SentReply[]): string =>
  `(${searches(way, replies).join(" UNION ALL ")} LIMIT CAST(?2 AS INTEGER)) AS mate
   WHERE mate.id NOT IN (SELECT value FROM json_each(?3))`;
