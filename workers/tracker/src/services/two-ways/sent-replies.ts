import type { SentReply } from "@voygent/db";

import type { PreparedInteraction } from "../prepare/prepare-interaction.ts";
import type { ReplyCall } from "./reply-call.ts";

const MINUTE_MS = 60_000;

/** Events of calls are of the time when their answer ended: after its calls began, but for clocks that differ. */
const BEFORE_MS = 60 * MINUTE_MS;
const AFTER_MS = 7 * 24 * 60 * MINUTE_MS;

/** An interaction that is a call of LibreChat. */
export type OfReply = PreparedInteraction & { reply: ReplyCall };

/** Whether an interaction is a call of LibreChat. */
export const isOfReply = (interaction: PreparedInteraction): interaction is OfReply => interaction.reply !== null;

/** The key of a message in its conversation. */
export const messageKey = (sessionId: string, messageId: string) => `${sessionId}\u0000${messageId}`;

/** The messages of which calls are to be stored, each once for each of its traces. */
export function sentReplies(interactions: OfReply[]): SentReply[] {
  const sent = new Map<string, SentReply>();
  for (const { row, reply } of interactions) {
    const { messageId, traceId, way, isTitle, role } = reply;
    const key = messageKey(row.sessionId, way === "event" ? traceId : messageId);
    const known = sent.get(key);
    const beforeMs = role === "whole" ? AFTER_MS : BEFORE_MS;
    const [fromMs, toMs] = [row.occurredAtMs - beforeMs, row.occurredAtMs + AFTER_MS];
    if (known === undefined) {
      sent.set(key, { sessionId: row.sessionId, messageId, traceId, isTitle, role, fromMs, toMs });
    } else {
      known.fromMs = Math.min(known.fromMs, fromMs);
      known.toMs = Math.max(known.toMs, toMs);
      if (role !== "beside") known.role = role;
    }
  }
  return [...sent.values()];
}
