import type { ChatMessage } from "../documents/chat-message.ts";
import type { UsageRow } from "../documents/usage-row.ts";
import { isAsking, isChat, isStop, type RequestContext } from "../requests/request-context.ts";
import { isForResponse, type ModelCall } from "./model-call.ts";

/** A response is saved two or three times within moments, and its rows may come one by one. */
const DEBOUNCE_MS = 2000;

/** How long the other half of a turn is waited for. */
const OTHER_HALF_MS = 15_000;

/** The same for the calls of a response of which nothing tells what it used: told alone it would stay of unknown cost. */
const UNCOUNTED_MS = 30_000;

/** The same for the response to a chat whose calls are there: it is saved when its last tool has ended. */
const CHAT_MS = 60_000;

/** A response that is saved in parts, as when nobody watches it any more, may go on for long. */
const UNFINISHED_MS = 600_000;

/** Rows of one turn that keep coming. */
const LONGEST_MS = 60_000;

/** When and for which request a document was seen. */
export type Seen = { nowMs: number; request: RequestContext | null };

/** A turn that is not told yet. */
export type HeldTurn = {
  key: string;
  conversationKey: string;
  /** Whether its calls make the response; titles and their kin are beside it. */
  isResponse: boolean;
  calls: ModelCall[];
  /** The calls whose answer may still come, row by row. */
  open: Set<ModelCall>;
  rowIds: Set<string>;
  /** When, and for which request, the last row was seen. */
  rowsSeen: Seen | null;
  message: ChatMessage | null;
  /** The response of the same conversation that was held when this one came. */
  earlier: HeldTurn | null;
  request: RequestContext | null;
  /** When the message that asked for it was saved, where no request tells when it came. */
  askedAtMs: number | null;
  /** When the response was first saved as it is now: finished or not. */
  answeredAtMs: number | null;
  isStopRequested: boolean;
  firstAtMs: number;
  changedAtMs: number;
};

/** A new turn that nothing is known of. */
export function heldTurn(key: string, conversationKey: string, isResponse: boolean, nowMs: number): HeldTurn {
  return {
    key,
    conversationKey,
    isResponse,
    calls: [],
    open: new Set(),
    rowIds: new Set(),
    rowsSeen: null,
    message: null,
    earlier: null,
    request: null,
    askedAtMs: null,
    answeredAtMs: null,
    isStopRequested: false,
    firstAtMs: nowMs,
    changedAtMs: nowMs,
  };
}

/** Takes over what a request tells: the one that asked, or that a user stopped the turn. */
export function noteRequest(turn: HeldTurn, request: RequestContext | null): void {
  if (request === null) return;
  if (isAsking(request)) turn.request ??= request;
  if (isStop(request)) turn.isStopRequested = true;
}

/** When a turn is told, if nothing more comes. `hasMessage`: its response is known, be it from before. */
export function dueAtMs(turn: HeldTurn, hasMessage: boolean): number {
  const { calls, firstAtMs, changedAtMs } = turn;
  if (calls.length > 0) {
    const waitMs = hasMessage ? DEBOUNCE_MS : isAwaited(turn) ? CHAT_MS : OTHER_HALF_MS;
    return Math.min(changedAtMs + waitMs, Math.max(changedAtMs, firstAtMs + LONGEST_MS));
  }
  if (isPart(turn)) return changedAtMs + UNFINISHED_MS;
  return changedAtMs + (isUncounted(turn) ? UNCOUNTED_MS : OTHER_HALF_MS);
}

/** Whether a response is sure to come. */
const isAwaited = ({ isResponse, request }: HeldTurn): boolean => isResponse && request !== null && isChat(request);

/** Whether a response tells nothing of what it used, and did not fail: then its calls were to be there first. */
const isUncounted = ({ message }: HeldTurn): boolean => message !== null && message.usage === null && !message.isFailed;

/** When a turn is told while its process ends: a response that was not there as a whole may have a moment more. */
export function hurriedAtMs(turn: HeldTurn): number {
  return turn.changedAtMs + (turn.calls.length === 0 && isPart(turn) ? DEBOUNCE_MS : 0);
}

/** Whether a response may go on. Without a request nobody tells whether it was stopped or is a part. */
function isPart({ message, isStopRequested, request }: HeldTurn): boolean {
  return message?.isUnfinished === true && !isStopRequested && request !== null;
}

/** The key of the response of a row, or of its conversation when it does not name one; titles have a turn of their own. */
export function keysOf(row: UsageRow): { key: string; conversationKey: string; isResponse: boolean } {
  const isResponse = isForResponse(row);
  const conversationKey = JSON.stringify(["conversation", row.userId, row.conversationId]);
  const responseKey = row.messageId === null ? conversationKey : messageKey(row.userId, row.messageId);
  return { key: isResponse ? responseKey : `beside ${responseKey}`, conversationKey, isResponse };
}

/** The key of a message. */
export const messageKey = (userId: string, messageId: string): string => JSON.stringify(["message", userId, messageId]);
