import type { InteractionEvent, Score, SessionEnd, SessionStart } from "./interaction-event.ts";
import { type QueuedRecord, type RecordKind, utf8ByteLength } from "./queued-record.ts";
import type { ClientSettings } from "./read-options.ts";
import type { DropReason } from "./tracking-client.ts";

/** An event that can be sent, or why it cannot. */
export type MadeRecord =
  | { status: "made"; record: QueuedRecord }
  | { status: "refused"; reason: DropReason; id: string | null; detail: string };

/** What the tracker would take is smaller; larger ones are given up before they cost memory. */
const MAX_RECORD_BYTES = 64 * 1024;
const MAX_TEXT_LENGTH = 512;
const TYPES = new Set<unknown>(["chat", "db", "api", "cost-event"]);

/** Only what is cheap to check: the tracker says exactly what it does not accept. */
const isText = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && value.length <= MAX_TEXT_LENGTH;

function refuse(reason: DropReason, id: unknown, detail: string): MadeRecord {
  return { status: "refused", reason, id: isText(id) ? id : null, detail };
}

function toRecord(kind: RecordKind, id: string | null, value: object): MadeRecord {
  try {
    const json = JSON.stringify(value);
    const byteLength = utf8ByteLength(json);
    if (byteLength <= MAX_RECORD_BYTES) return { status: "made", record: { kind, id, json, byteLength } };
    return refuse("too_large", id, `${byteLength} bytes are more than ${MAX_RECORD_BYTES}`);
  } catch {
    return refuse("invalid", id, "it is not JSON");
  }
}

function missingText(given: object | null | undefined, names: string[]): string | null {
  if (typeof given !== "object" || given === null) return "it is not an object";
  const values = new Map<string, unknown>(Object.entries(given));
  const missing = names.find((name) => !isText(values.get(name)));
  return missing === undefined ? null : `${missing} is not a text`;
}

type Now = { randomId: () => string; nowMillis: number };

/** Gives an interaction its id and its time, and makes its JSON. */
export function interactionRecord(event: InteractionEvent, settings: ClientSettings, now: Now): MadeRecord {
  const missing = missingText(event, ["session_id", "user_id"]);
  if (missing !== null) return refuse("invalid", null, missing);
  const id = event.id ?? now.randomId();
  if (!isText(id)) return refuse("invalid", null, "id is not a text");
  if (!TYPES.has(event.type)) return refuse("invalid", id, "type is not one of chat, db, api, cost-event");
  const timestamp = event.timestamp ?? new Date(now.nowMillis).toISOString();
  const source = event.source ?? settings.source;
  const environment = event.environment ?? settings.environment;
  return toRecord("interaction", id, { ...event, id, timestamp, source, environment });
}

/** Gives the start of a session its time, and makes its JSON. */
export function sessionStartRecord(start: SessionStart, settings: ClientSettings, now: Now): MadeRecord {
  const missing = missingText(start, ["session_id", "user_id"]);
  if (missing !== null) return refuse("invalid", null, missing);
  const startedAt = start.started_at ?? new Date(now.nowMillis).toISOString();
  const source = start.source ?? settings.source;
  return toRecord("session_start", start.session_id, { ...start, started_at: startedAt, source });
}

/** Gives the end of a session its time, and makes its JSON. */
export function sessionEndRecord(end: SessionEnd, now: Now): MadeRecord {
  const missing = missingText(end, ["session_id"]);
  if (missing !== null) return refuse("invalid", null, missing);
  const endedAt = end.ended_at ?? new Date(now.nowMillis).toISOString();
  return toRecord("session_end", end.session_id, { ...end, ended_at: endedAt });
}

/** Makes the JSON of a score. */
export function scoreRecord(score: Score, settings: ClientSettings): MadeRecord {
  const missing = missingText(score, ["id", "traceId", "name"]);
  if (missing !== null) return refuse("invalid", null, missing);
  return toRecord("score", score.id, { ...score, environment: score.environment ?? settings.environment });
}

/** Makes the record that takes a score back. */
export function scoreRemovalRecord(id: string): MadeRecord {
  const missing = missingText({ id }, ["id"]);
  return missing === null ? toRecord("score_removal", id, { id }) : refuse("invalid", null, missing);
}
