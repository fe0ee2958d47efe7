import { BoundedMap } from "../bounded-map.ts";
import type { ChatMessage } from "../documents/chat-message.ts";
import type { UsageRow } from "../documents/usage-row.ts";
import { isAsking, isEditing, type RequestContext } from "../requests/request-context.ts";
import { dueAtMs, type HeldTurn, heldTurn, keysOf, messageKey, noteRequest } from "./held-turn.ts";
import { addToCalls, pairCalls } from "./pair-calls.ts";
import type { Turn } from "./turn.ts";

/** When and for which request a document was seen. */
export type Seen = { nowMs: number; request: RequestContext | null };

/** What is remembered of a response that is not held any more. */
type KnownResponse = { message: ChatMessage; isTold: boolean; isUsageTold: boolean };

const MAX_HELD = 5000;
const MAX_CALLS = 500;
const MAX_KNOWN = 10_000;

/**
 * Holds the rows and messages of turns until they belong together. Within its bounds: at most 5,000 turns of at most 500
 * calls are held, the oldest are told early; 10,000 responses and questions are remembered. It knows no clock.
 */
export class TurnBuffer {
  readonly #held = new Map<string, HeldTurn>();
  readonly #early: HeldTurn[] = [];
  readonly #known = new BoundedMap<KnownResponse>(MAX_KNOWN);
  readonly #questions = new BoundedMap<{ request: RequestContext | null; createdAtMs: number | null }>(MAX_KNOWN);
  /** The held response, or else the last known one, of a conversation: for rows that name no message. */
  readonly #ofConversation = new BoundedMap<string>(MAX_KNOWN);

  /** Turns that are held. */
  get size(): number {
    return this.#held.size + this.#early.length;
  }

  /** Takes rows that were written at once. */
  addBatch(rows: UsageRow[], seen: Seen): void {
    for (const call of pairCalls(rows)) {
      const turn = this.#turnOfRow(call.first, seen);
      if (turn.rowIds.has(call.first.id)) continue;
      turn.rowIds.add(call.first.id);
      turn.calls.push(call);
      this.#keepLimits(turn);
    }
  }

  /** Takes a row that was written alone. */
  addRow(row: UsageRow, seen: Seen): void {
    const turn = this.#turnOfRow(row, seen);
    if (turn.rowIds.has(row.id)) return;
    turn.rowIds.add(row.id);
    addToCalls(turn.calls, turn.open, row);
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

  /** Takes out the turns that are due. */
  takeDue(nowMs: number): Turn[] {
    const due = this.#early.splice(0);
    for (const turn of this.#held.values()) {
      if (dueAtMs(turn, this.#isAnswered(turn)) <= nowMs) due.push(turn);
    }
    return this.#tell(due);
  }

  /** Takes out all turns. */
  takeAll(): Turn[] {
    return this.#tell([...this.#early.splice(0), ...this.#held.values()]);
  }

  #turnOfRow(row: UsageRow, { nowMs, request }: Seen): HeldTurn {
    const { key: ownKey, conversationKey, isResponse } = keysOf(row);
    const key = row.messageId === null && isResponse ? (this.#responseWithoutRows(conversationKey) ?? ownKey) : ownKey;
    const turn = this.#held.get(key) ?? heldTurn(key, conversationKey, isResponse, nowMs);
    this.#held.set(key, turn);
    turn.changedAtMs = nowMs;
    noteRequest(turn, request);
    return turn;
  }

  /** The held response of a conversation whose rows do not name their message, if there is one. */
  #responseWithoutRows(conversationKey: string): string | undefined {
    const key = this.#ofConversation.get(conversationKey);
    const turn = key === undefined ? undefined : this.#held.get(key);
    return turn?.calls.some(({ first }) => first.messageId !== null) === false ? key : undefined;
  }

  /** Makes the rows of its conversation that named no message those of this one. */
  #adoptRows(key: string, { userId, conversationId }: ChatMessage): HeldTurn | undefined {
    const conversationKey = JSON.stringify(["conversation", userId, conversationId]);
    const turn = this.#held.get(conversationKey);
    if (turn === undefined) return undefined;
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
    if (known !== undefined || !isNew || (request !== null && isEditing(request))) {
      this.#remember(key, conversationKey, { isTold: false, isUsageTold: false, ...known, message });
      return undefined;
    }
    const turn = heldTurn(key, conversationKey, true, nowMs);
    this.#held.set(key, turn);
    return turn;
  }

  #remember(key: string, conversationKey: string, known: KnownResponse): void {
    this.#known.set(key, known);
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
    return held === null ? this.#known.get(key) : { message: held, isTold: false, isUsageTold: false };
  }

  #keepLimits(turn: HeldTurn): void {
    if (turn.calls.length >= MAX_CALLS) this.#tellEarly(turn);
    if (this.#held.size <= MAX_HELD) return;
    const [oldest] = this.#held.values();
    if (oldest !== undefined) this.#tellEarly(oldest);
  }

  #tellEarly(turn: HeldTurn): void {
    this.#held.delete(turn.key);
    this.#early.push(turn);
  }

  #tell(due: HeldTurn[]): Turn[] {
    const turns = due.flatMap((turn) => this.#toTurn(turn));
    for (const turn of due) {
      // A turn that was told early may have been opened again.
      if (this.#held.get(turn.key) === turn) this.#held.delete(turn.key);
      const { message, calls, key, conversationKey } = turn;
      const isUsageTold = calls.length === 0 && (message?.usage ?? null) !== null;
      if (message !== null) this.#remember(key, conversationKey, { message, isTold: true, isUsageTold });
    }
    return turns;
  }

  #toTurn(turn: HeldTurn): Turn[] {
    const { message, calls, request, answeredAtMs, askedAtMs } = turn;
    const known = message === null ? this.#knownOf(turn) : undefined;
    // What the response said it had used was that of all its calls.
    if (message === null && turn.isResponse && known?.isUsageTold === true) return [];
    const startedAtMs = request?.startedAtMs ?? askedAtMs;
    const durationMs = startedAtMs === null || answeredAtMs === null ? -1 : answeredAtMs - startedAtMs;
    return [
      {
        calls,
        message: message ?? known?.message ?? null,
        isLate: known?.isTold === true,
        request,
        durationMs: durationMs < 0 ? null : durationMs,
      },
    ];
  }
}
