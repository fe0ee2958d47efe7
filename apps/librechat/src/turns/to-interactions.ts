import type { InteractionEvent, JsonValue, TokenCounts } from "@voygent/tracking-client";

import type { ChatMessage, ResponseUsage } from "../documents/chat-message.ts";
import { answeringCall, isStopped, type ModelCall } from "./model-call.ts";
import { librechatNotes } from "./librechat-notes.ts";
import { nameProvider } from "./name-provider.ts";
import type { Turn, TurnNames } from "./turn.ts";

/** Entries that say nothing are left out: the tracker stores what it gets. */
function labels(entries: Record<string, JsonValue | undefined>): Record<string, JsonValue> {
  const kept: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(entries)) {
    const isEmpty = value === undefined || value === null || value === false;
    if (!isEmpty && !(Array.isArray(value) && value.length === 0)) kept[name] = value;
  }
  return kept;
}

/** Counts, of which `input` contains the cache: so the tracker takes them unless it is told otherwise. */
const tokenCounts = (input: number, output: number, cache: { read: number; write: number }): TokenCounts => ({
  input,
  output,
  ...(cache.read > 0 && { cache_read: cache.read }),
  ...(cache.write > 0 && { cache_write: cache.write }),
});

const tokensOfCall = ({ prompt, completion }: ModelCall): TokenCounts =>
  tokenCounts(prompt?.tokenCount ?? 0, completion?.tokenCount ?? 0, {
    read: prompt?.cacheReadCount ?? 0,
    write: prompt?.cacheWriteCount ?? 0,
  });

const tokensOfResponse = ({ input, output, cacheRead, cacheWrite }: ResponseUsage): TokenCounts =>
  tokenCounts(input + cacheRead + cacheWrite, output, { read: cacheRead, write: cacheWrite });

/**
 * The sum of floats that LibreChat has multiplied, without the noise of their last digits; none where a row of the call has
 * none: a half would pass for the whole.
 */
function librechatUsd({ prompt, completion }: ModelCall): number | undefined {
  const amounts = [prompt, completion].flatMap((row) => (row === null ? [] : [row.librechatUsd]));
  const told = amounts.filter((amount) => amount !== null);
  if (told.length < amounts.length) return undefined;
  return Number(told.reduce((sum, amount) => sum + amount, 0).toFixed(12));
}

/** Who asked what for: the same for all calls of a response. */
function placeLabels({ message, request }: Turn): Record<string, JsonValue | undefined> {
  return {
    endpoint: message?.endpoint ?? request?.endpoint ?? undefined,
    route: request?.route,
    agent_id: message?.agentId ?? undefined,
    agent_name: message?.agentName ?? undefined,
    tenant_id: message?.tenantId ?? undefined,
    is_temporary: message?.isTemporary,
  };
}

/** How the response was made and ended: told once, with the call that ended it. */
function endLabels(message: ChatMessage | null): Record<string, JsonValue | undefined> {
  return {
    tool_names: message?.toolNames,
    web_search_count: message?.webSearchCount || undefined,
    finish_type: message?.finishReason ?? undefined,
  };
}

function statusOf(message: ChatMessage | null): "ok" | "error" | "cancelled" {
  if (message?.isFailed === true) return "error";
  return message?.isUnfinished === true ? "cancelled" : "ok";
}

const timestampOf = (instantMs: number | null) =>
  instantMs === null ? {} : { timestamp: new Date(instantMs).toISOString() };

/** The agent, the model and the provider of a call. */
export function nameCall({ first }: ModelCall, { message, request }: Turn, names: TurnNames) {
  const agentId = first.agentId ?? message?.agentId ?? null;
  const agent = agentId === null ? undefined : names.agentOf(agentId);
  const model = first.agentId === null ? first.model : (agent?.model ?? null);
  return { agentId, model, ...nameProvider(model, { message, request, agent }) };
}

function callInteraction(call: ModelCall, isAnswer: boolean, turn: Turn, names: TurnNames): InteractionEvent {
  const { first } = call;
  const { message } = turn;
  const { agentId, model, provider, isInferred } = nameCall(call, turn, names);
  return {
    id: first.id,
    session_id: first.conversationId ?? message?.conversationId ?? first.messageId ?? first.id,
    user_id: names.userOf(first.userId, first.tenantId),
    type: "chat",
    ...timestampOf(first.createdAtMs),
    provider,
    model,
    status: isStopped(call) ? "cancelled" : isAnswer ? statusOf(message) : "ok",
    ...(isAnswer && turn.durationMs !== null && { duration_ms: turn.durationMs }),
    tokens: tokensOfCall(call),
    metadata: labels({
      ...placeLabels(turn),
      agent_id: agentId ?? undefined,
      tenant_id: first.tenantId ?? message?.tenantId ?? undefined,
      message_id: first.messageId ?? (turn.isLate ? undefined : message?.messageId),
      context_type: first.context,
      librechat_cost_usd: librechatUsd(call),
      librechat_notes: librechatNotes(call, { message, provider }),
      provider_inferred: isInferred,
      ...(isAnswer && endLabels(message)),
    }),
  };
}

/** A response of which LibreChat has told no calls: it was stopped, it failed, or recording is switched off. */
function messageInteraction(message: ChatMessage, turn: Turn, names: TurnNames): InteractionEvent {
  const agent = message.agentId === null ? undefined : names.agentOf(message.agentId);
  const model = message.model ?? agent?.model ?? null;
  const named = nameProvider(model, { message, request: turn.request, agent });
  return {
    id: `message-${message.messageId}`,
    session_id: message.conversationId,
    user_id: names.userOf(message.userId, message.tenantId),
    type: "chat",
    ...timestampOf(message.createdAtMs),
    provider: named.provider,
    model,
    status: statusOf(message),
    ...(turn.durationMs !== null && { duration_ms: turn.durationMs }),
    // Without counts what was used is not known, which is not nothing.
    ...(message.usage !== null && { tokens: tokensOfResponse(message.usage) }),
    metadata: labels({
      ...placeLabels(turn),
      message_id: message.messageId,
      context_type: "message",
      usage_source: message.usage === null ? "none" : "response",
      provider_inferred: named.isInferred,
      ...endLabels(message),
    }),
  };
}

/**
 * The interactions of a turn, each made when it is asked for: one per model call, under the id of its prompt's row, so that
 * the same rows make the same ids wherever they are read; or one for the response alone. Pure: documents, names and nothing
 * else decide.
 */
export function* eachInteraction(turn: Turn, names: TurnNames): Generator<InteractionEvent, void> {
  const answering = turn.isLate ? undefined : answeringCall(turn.calls);
  for (const call of turn.calls) yield callInteraction(call, call === answering, turn, names);
  if (turn.calls.length === 0 && turn.message !== null) yield messageInteraction(turn.message, turn, names);
}

/** All interactions of a turn at once. */
export function toInteractions(turn: Turn, names: TurnNames): InteractionEvent[] {
  return [...eachInteraction(turn, names)];
}
