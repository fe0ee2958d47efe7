import { BoundedMap } from "../bounded-map.ts";
import type { ChatMessage } from "../documents/chat-message.ts";
import type { UsageRow } from "../documents/usage-row.ts";
import { isAsking, isEditing, type RequestContext } from "../requests/request-context.ts";
import {
  dueAtMs,
  type HeldTurn,
  heldTurn,
  hurriedAtMs,
  keysOf,
  messageKey,
  noteRequest,
  type Seen,
} from "./held-turn.ts";
import { addToCalls, pairCalls } from "./pair-calls.ts";
import type { Turn } from "./turn.ts";

/** What is remembered of a response that is not held any more. */
type KnownResponse = { message: ChatMessage; toldInSweep: number | null };

/** How long a look-up of names is waited for, once a turn is due. */
const NAMES_MS = 3000;

/** Rows of one turn that are written one by one follow each other within this time. */
const ROW_BY_ROW_MS = 1000;

const MAX_HELD = 5000;
const MAX_CALLS = 500;
/** About 6 MB. */
const MAX_HELD_CALLS = 10_000;
/** Calls that were held and are to be told early, about 24 MB in all. */
const MAX_WAITING_CALLS = 40_000;
const MAX_KNOWN = 10_000;

/** Whether a response has come to its end and has its calls: what comes then is of the next one. */
const isComplete = ({ message, calls, open }: HeldTurn): boolean =>
  message?.isUnfinished === false && calls.length > 0 && open.size === 0;

/** Whether rows are seen at once with the last ones of a turn, or for the same request within some milliseconds. */
function followsRows({ rowsSeen }: HeldTurn, seen: Seen, withinMs: number): boolean {
  if (rowsSeen === null || rowsSeen === seen) return rowsSeen === seen;
  return rowsSeen.request === seen.request && seen.nowMs - rowsSeen.nowMs < withinMs;
}

/** Whether a turn was asked for by one request, and what is seen by another: as after a failure that was tried again. */
const isAskedByAnother = (turn: HeldTurn, request: RequestContext | null): boolean =>
  request !== null && isAsking(request) && turn.request !== null && turn.request !== request;

/**
 * Holds the rows and messages of turns until they belong together. Within its bounds: at most 5,000 turns of at most 500
 * calls, 10,000 in all, are held, the oldest are told early; 10,000 responses and questions are remembered. When calls come
 * faster than they are taken out, the oldest over 40,000 are given up. It knows no clock.
 */
export class TurnBuffer {
  readonly #held = new Map<string, HeldTurn>();
  readonly #early = new Set<HeldTurn>();
  readonly #known = new BoundedMap<KnownResponse>(MAX_KNOWN);
  /** The sweep in which calls of a response were told before it was seen itself. */
  readonly #toldBefore = new BoundedMap<number>(MAX_KNOWN);
  readonly #questions = new BoundedMap<{ request: RequestContext | null; createdAtMs: number | null }>(MAX_KNOWN);
  /** The held response, or else the last known one, of a conversation: for rows that name no message. */
  readonly #ofConversation = new BoundedMap<string>(MAX_KNOWN);
  /** Counts the times that turns were taken out: what one of them takes is told together. */
  #sweep = 0;
  #heldCallCount = 0;
  #earlyCallCount = 0;
  #givenUpCount = 0;

  /** Turns that are held. */
  get size(): number {
    return this.#held.size + this.#early.size;
  }

  /** Calls that are held. */
  get callCount(): number {
    return this.#heldCallCount + this.#earlyCallCount;
  }

  /** Calls that were given up since this was asked for the last time. */
  takeGivenUpCount(): number {
    const count = this.#givenUpCount;
    this.#givenUpCount = 0;
    return count;
  }

  /** Takes rows that were written at once. */
  addBatch(rows: UsageRow[], seen: Seen): void {
    for (const call of pairCalls(rows)) {
      const turn = this.#turnOfRow(call.first, seen, 0);
      if (turn.rowIds.has(call.first.id)) continue;
      turn.rowIds.add(call.first.id);
      turn.calls.push(call);
      this.#heldCallCount += 1;
      this.#keepLimits(turn);
    }
  }

  /** Takes a row that was written alone. */
  addRow(row: UsageRow, seen: Seen): void {
    const turn = this.#turnOfRow(row, seen, ROW_BY_ROW_MS);
    if (turn.rowIds.has(row.id)) return;
    turn.rowIds.add(row.id);
    const count = turn.calls.length;
    addToCalls(turn.calls, turn.open, row);
    this.#heldCallCount += turn.calls.length - count;
    this.#keepLimits(turn);
  }

  /** Takes a message as it is after it was saved: new or once more. */
  addMessage(message: ChatMessage, seen: Seen): void {
    if (message.isOfUser) {
      const request = seen.request !== null && isAsking(seen.request) ? seen.request : null;
      this.#questions.set(message.messageId, { request, createdAtMs: message.createdAtMs });
      return;
    }
    const key = messageKey(message.userId, message.messageId);
    const turn = this.#held.get(key) ?? this.#adoptRows(key, message) ?? this.#openResponse(key, message, seen);
    if (turn === undefined) return;
    const isChange = turn.message === null || turn.message.isUnfinished !== message.isUnfinished;
    if (isChange) turn.answeredAtMs = seen.nowMs;
    turn.message = message;
    turn.changedAtMs = seen.nowMs;
    noteRequest(turn, seen.request);
    const question = message.parentMessageId === null ? undefined : this.#questions.get(message.parentMessageId);
    turn.request ??= question?.request ?? null;
    turn.askedAtMs ??= question?.createdAtMs ?? null;
    // Once: an answer that is made again has the same question, and came later.
    if (message.parentMessageId !== null) this.#questions.delete(message.parentMessageId);
    this.#ofConversation.set(turn.conversationKey, key);
    this.#keepLimits(turn);
  }

  /**
   * Takes out the turns that are due, one with each step; null for a look at one that is not. Documents may be added between the
   * steps. In a hurry all are due but for parts of what may go on. One that is due waits three seconds more while `isUnnamed`.
   */
  *takeDue(
    nowMs: number,
    { isInHurry = false, isUnnamed }: { isInHurry?: boolean; isUnnamed?: (turn: HeldTurn) => boolean } = {},
  ): Generator<Turn | null, void> {
    yield* this.#take((turn) => {
      const dueMs = isInHurry ? hurriedAtMs(turn) : dueAtMs(turn, this.#isAnswered(turn));
      if (dueMs > nowMs) return false;
      return isInHurry || dueMs + NAMES_MS <= nowMs || isUnnamed?.(turn) !== true;
    });
  }

  /** Takes out all turns. */
  takeAll(): Turn[] {
    return [...this.#take(() => true)].filter((turn) => turn !== null);
  }

  *#take(isDue: (turn: HeldTurn) => boolean): Generator<Turn | null, void> {
    this.#sweep += 1;
    for (const turn of this.#early) {
      this.#early.delete(turn);
      this.#earlyCallCount -= turn.calls.length;
      yield this.#tell(turn);
    }
    for (const turn of this.#held.values()) yield isDue(turn) ? this.#tell(turn) : null;
  }

  /** `withinMs`: how soon rows follow those of the same turn that were not written at once with them. */
  #turnOfRow(row: UsageRow, seen: Seen, withinMs: number): HeldTurn {
    const { key: ownKey, conversationKey, isResponse } = keysOf(row);
    const response =
      row.messageId === null && isResponse ? this.#responseOfUnnamed(row, conversationKey, seen) : undefined;
    const isOfNext = response !== undefined && isComplete(response) && !followsRows(response, seen, withinMs);
    const key = response === undefined || isOfNext ? ownKey : response.key;
    const turn = this.#held.get(key) ?? heldTurn(key, conversationKey, isResponse, seen.nowMs);
    this.#held.set(key, turn);
    turn.changedAtMs = seen.nowMs;
    turn.rowsSeen = seen;
    noteRequest(turn, seen.request);
    return turn;
  }

  /**
   * The held response of a conversation that a row which names none is of, if there is one: of those that no other request has
   * asked for the first whose call is open for it or that has come to its end without a call, else the last.
   */
  #responseOfUnnamed(row: UsageRow, conversationKey: string, { request }: Seen): HeldTurn | undefined {
    const key = this.#ofConversation.get(conversationKey);
    const last = key === undefined ? undefined : this.#held.get(key);
    if (last === undefined || last.calls.some(({ first }) => first.messageId !== null)) return undefined;
    let chosen: HeldTurn | undefined;
    for (let turn: HeldTurn | null = last; turn !== null && this.#held.get(turn.key) === turn; turn = turn.earlier) {
      if (isAskedByAnother(turn, request)) continue;
      const isEnded = turn.message?.isUnfinished === false && !turn.message.isFailed;
      const isFree = turn.calls.length === 0 && isEnded;
      if (chosen === undefined || (row.kind === "completion" ? turn.open.size > 0 : isFree)) chosen = turn;
    }
    return chosen;
  }

  /** Makes the rows of its conversation that named no message those of this one. */
  #adoptRows(key: string, { userId, conversationId }: ChatMessage): HeldTurn | undefined {
    const conversationKey = JSON.stringify(["conversation", userId, conversationId]);
    const turn = this.#held.get(conversationKey);
    // A response that was told and is changed is not the one that they came before.
    if (turn === undefined || this.#known.get(key) !== undefined) return undefined;
    this.#held.delete(conversationKey);
    turn.key = key;
    this.#held.set(key, turn);
    return turn;
  }

  /** Opens a turn for a response that is new; one that was told or is only changed has none. */
  #openResponse(key: string, message: ChatMessage, { nowMs, request }: Seen): HeldTurn | undefined {
    const known = this.#known.get(key);
    const conversationKey = JSON.stringify(["conversation", message.userId, message.conversationId]);
    // Only when it is made has a message one time: whatever is changed later may be older than this process.
    const isNew = message.createdAtMs === null || message.createdAtMs === message.updatedAtMs;
    const toldInSweep = known?.toldInSweep ?? this.#toldBefore.get(key) ?? null;
    if (known !== undefined || toldInSweep !== null || !isNew || (request !== null && isEditing(request))) {
      this.#remember(key, conversationKey, { message, toldInSweep });
      return undefined;
    }
    const turn = heldTurn(key, conversationKey, true, nowMs);
    turn.earlier = this.#held.get(this.#ofConversation.get(conversationKey) ?? "") ?? null;
    this.#held.set(key, turn);
    return turn;
  }

  #remember(key: string, conversationKey: string, known: KnownResponse): void {
    this.#known.set(key, known);
    // One that is held came later.
    if (!this.#held.has(this.#ofConversation.get(conversationKey) ?? ""))
      this.#ofConversation.set(conversationKey, key);
  }

  /** Whether the response of a turn is there. The last one of a conversation is not that of rows which name none. */
  #isAnswered(turn: HeldTurn): boolean {
    if (turn.message !== null) return true;
    const isOfAnother = turn.isResponse && turn.calls[0]?.first.messageId === null;
    return !isOfAnother && this.#knownOf(turn) !== undefined;
  }

  #knownOf(turn: HeldTurn): KnownResponse | undefined {
    const [row] = turn.calls;
    const messageId = row?.first.messageId ?? null;
    const key =
      row === undefined || messageId === null
        ? this.#ofConversation.get(turn.conversationKey)
        : messageKey(row.first.userId, messageId);
    if (key === undefined) return undefined;
    const held = this.#held.get(key)?.message ?? null;
    return held === null ? this.#known.get(key) : { message: held, toldInSweep: null };
  }

  #keepLimits(turn: HeldTurn): void {
    if (turn.calls.length >= MAX_CALLS) this.#tellEarly(turn);
    while (this.#held.size > MAX_HELD || this.#heldCallCount > MAX_HELD_CALLS) {
      const [oldest] = this.#held.values();
      if (oldest === undefined) return;
      this.#tellEarly(oldest);
    }
  }

  #tellEarly(turn: HeldTurn): void {
    this.#release(turn);
    this.#early.add(turn);
    this.#earlyCallCount += turn.calls.length;
    for (const oldest of this.#early) {
      if (this.callCount <= MAX_WAITING_CALLS && this.#early.size <= MAX_WAITING_CALLS) return;
      this.#early.delete(oldest);
      this.#earlyCallCount -= oldest.calls.length;
      this.#givenUpCount += Math.max(oldest.calls.length, 1);
    }
  }

  #release(turn: HeldTurn): void {
    this.#held.delete(turn.key);
    turn.earlier = null;
    this.#heldCallCount -= turn.calls.length;
  }

  #tell(held: HeldTurn): Turn {
    const turn = this.#toTurn(held);
    const { message, key, conversationKey } = held;
    // A turn that was told early may have been opened again.
    if (this.#held.get(key) === held) this.#release(held);
    if (message !== null) this.#remember(key, conversationKey, { message, toldInSweep: this.#sweep });
    else if (held.isResponse && key !== conversationKey) this.#toldBefore.set(key, this.#sweep);
    return turn;
  }

  #toTurn(turn: HeldTurn): Turn {
    const { message, calls, request, answeredAtMs, askedAtMs } = turn;
    const known = message === null ? this.#knownOf(turn) : undefined;
    const startedAtMs = request?.startedAtMs ?? askedAtMs;
    const durationMs = startedAtMs === null || answeredAtMs === null ? -1 : answeredAtMs - startedAtMs;
    const toldInSweep = known?.toldInSweep ?? null;
    return {
      calls,
      message: message ?? known?.message ?? null,
      isLate: toldInSweep !== null && toldInSweep !== this.#sweep,
      request,
      durationMs: durationMs < 0 ? null : durationMs,
    };
  }
}
