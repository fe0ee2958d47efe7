import type { DeadLetter, DeadLetterList, DeadLettersQuery, DiscardedLetter, ReplayedLetter } from "@voygent/contracts";
import {
  countDeadLetters,
  createDb,
  type DeadLetterRow,
  deleteDeadLetter,
  insertAuditEntryIfChanged,
  selectDeadLetter,
  selectDeadLetters,
  upsertDeadLetters,
} from "@voygent/db";
import { AppError, auditEntry, type Caller, describeError, log } from "@voygent/http";

import type { TrackerBindings } from "../../tracker-bindings.ts";
import { recordInteractions } from "../record-interactions.ts";
import { errorClass } from "./error-class.ts";
import { readQueuedEvent } from "./queued-event.ts";

const instant = (ms: number) => new Date(ms).toISOString();

const encodeCursor = ({ firstFailedAtMs, id }: DeadLetterRow) => `${firstFailedAtMs}.${id}`;

function decodeCursor(cursor: string | undefined) {
  if (cursor === undefined) return null;
  const [, ms, id] = /^(\d{1,16})\.(.+)$/.exec(cursor) ?? [];
  if (ms !== undefined && id !== undefined) return { firstFailedAtMs: Number(ms), id };
  const fields = [{ path: "cursor", message: "expected `next_cursor` of the page before" }];
  throw new AppError("invalid_input", "some fields are not valid", { fields });
}

function shown(row: DeadLetterRow): DeadLetter {
  const event = readQueuedEvent(row.event)?.event ?? null;
  return {
    id: row.id,
    event: event && {
      id: event.id,
      session_id: event.sessionId,
      user_id: event.userId,
      source: event.source,
      provider: event.provider,
      model: event.model,
      received_at: instant(event.receivedAtMs),
    },
    error: row.error,
    attempts: row.attempts,
    first_failed_at: instant(row.firstFailedAtMs),
    last_failed_at: instant(row.lastFailedAtMs),
  };
}

/** One page of the dead letters, oldest first. @throws AppError 400 when the cursor is none of ours */
export async function listDeadLetters(
  database: D1Database,
  { limit, cursor }: DeadLettersQuery,
): Promise<DeadLetterList> {
  const db = createDb(database);
  const [rows, [counted]] = await db.batch([
    selectDeadLetters(db, { after: decodeCursor(cursor), limit: limit + 1 }),
    countDeadLetters(db),
  ]);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    data: page.map(shown),
    total: counted?.total ?? 0,
    next_cursor: last === undefined ? null : encodeCursor(last),
  };
}

const unknownLetter = () => new AppError("not_found", "there is no such dead letter");

async function countFailure(database: D1Database, { id, event }: DeadLetterRow, error: unknown): Promise<void> {
  try {
    await upsertDeadLetters(database, [{ id, event, error: errorClass(error), failedAtMs: Date.now() }]).run();
  } catch (second) {
    log("error", { worker: "tracker", event: "queue.replay_not_counted", error: describeError(second) });
  }
}

/**
 * Records the event of a dead letter, once however often it is replayed, and takes the letter away.
 * @throws AppError 404 when there is no such letter, 409 when this version cannot read it; whatever recording throws, and
 *   then the letter stays
 */
export async function replayLetter(env: TrackerBindings, id: string, caller: Caller): Promise<ReplayedLetter> {
  const [row] = await selectDeadLetter(createDb(env.DB), id);
  if (row === undefined) throw unknownLetter();
  const queued = readQueuedEvent(row.event);
  if (queued === null) throw new AppError("wrong_state", "this version cannot read the letter; it can be discarded");
  const { outcomes } = await recordInteractions(env, [queued.event]).catch(async (error: unknown) => {
    await countFailure(env.DB, row, error);
    throw error;
  });
  const status = outcomes[0]?.status ?? "duplicate";
  const detail = { event: queued.event.id, source: queued.event.source, status };
  const entry = auditEntry(caller, { action: "dead_letter.replayed", subject: id, detail });
  await env.DB.batch([deleteDeadLetter(env.DB, id), insertAuditEntryIfChanged(env.DB, entry)]);
  return { id, status };
}

/** Throws a dead letter away: its event is never stored. @throws AppError 404 when there is no such letter */
export async function discardLetter(database: D1Database, id: string, caller: Caller): Promise<DiscardedLetter> {
  const [row] = await selectDeadLetter(createDb(database), id);
  if (row === undefined) throw unknownLetter();
  const event = readQueuedEvent(row.event)?.event;
  const detail = { error: row.error, ...(event !== undefined && { event: event.id, source: event.source }) };
  const entry = auditEntry(caller, { action: "dead_letter.discarded", subject: id, detail });
  await database.batch([deleteDeadLetter(database, id), insertAuditEntryIfChanged(database, entry)]);
  return { id, status: "discarded" };
}
