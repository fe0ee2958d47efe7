import type { TokenUsage } from "@voygent/cost";
import { type ReplyRole, type ReplyWay, traceOfMessage } from "@voygent/db";

import type { UsageEvent } from "../../intake/usage-event.ts";
import { isCounted } from "../../intake/is-counted.ts";
import type { CallUsage } from "./call-usage.ts";

/** A call of LibreChat as it is to be stored: for which message it was made, the trace of its spans, and what it used. */
export type ReplyCall = CallUsage & {
  way: ReplyWay;
  messageId: string;
  traceId: string;
  role: ReplyRole;
  isFinished: boolean;
};

/** Values of `usage_source` of an event that tells of an answer as a whole: it has its counts, or none are known. */
const WHOLE_SOURCES = new Set(["response", "none"]);

/** What LibreChat puts before the id of a message, and behind it, to name what is made beside the answer. */
const BESIDE = /^(?:title|activity-label|reasoning-label|activity-phase)-|_sub_.*$/gs;

/** Values of `context_type` of calls that the sum of an answer leaves out. */
const BESIDE_CONTEXTS = new Set(["title", "memory"]);

const textOf = (metadata: UsageEvent["metadata"], name: string): string => {
  const value = metadata?.[name];
  return typeof value === "string" ? value : "";
};

/** The message that a span names, when the trace is that of the message or of its title; else null. */
function messageOfSpan(named: string, traceId: string): { messageId: string; isTitle: boolean } | null {
  const messageId = named.replaceAll(BESIDE, "");
  const isTitle = [false, true].find((each) => traceOfMessage(messageId, each) === traceId);
  return isTitle === undefined ? null : { messageId, isTitle };
}

/**
 * The call of LibreChat that an event tells of, which may come by another way too; null for every event that names no message,
 * and for spans of a trace that is not that of their message.
 */
export function replyCallOf(event: UsageEvent, tokens: TokenUsage): ReplyCall | null {
  const named = textOf(event.metadata, "message_id");
  if (named === "") return null;
  const usage = { model: event.model, tokens: isCounted(event) ? tokens : null };
  if (event.spanLinks !== undefined) {
    const traceId = event.id.slice(0, event.id.indexOf(":"));
    const message = messageOfSpan(named, traceId);
    return message === null
      ? null
      : { ...usage, ...message, way: "span", traceId, isWhole: false, role: "part", isFinished: false };
  }
  const context = textOf(event.metadata, "context_type");
  const isTitle = context === "title";
  const isWhole = WHOLE_SOURCES.has(textOf(event.metadata, "usage_source"));
  const traceId = traceOfMessage(named, isTitle);
  const role = isWhole ? "whole" : BESIDE_CONTEXTS.has(context) ? "beside" : "part";
  const isFinished = context === "message" && !isWhole && event.status !== "cancelled";
  return { ...usage, way: "event", messageId: named, isTitle, isWhole, traceId, role, isFinished };
}
