import type { UsageRow } from "../documents/usage-row.ts";

/** One call of a model: the rows of its prompt and its answer, of which one may be missing. */
export type ModelCall = { first: UsageRow; prompt: UsageRow | null; completion: UsageRow | null };

/** Calls that work on the response itself; the others, such as titles, are beside it and end on their own. */
const RESPONSE_CONTEXTS = new Set([
  "message",
  "abort",
  "incomplete",
  "reasoning",
  "subagent",
  "summarization",
  "sequential",
]);
const STOPPED_CONTEXTS = new Set(["abort", "incomplete"]);
const ANSWERING_CONTEXTS = new Set(["message", ...STOPPED_CONTEXTS]);

/** Whether the call is part of the making of a response. */
export const isForResponse = ({ context }: UsageRow): boolean => RESPONSE_CONTEXTS.has(context);

/** Whether a user stopped the call. */
export const isStopped = ({ first }: ModelCall): boolean => STOPPED_CONTEXTS.has(first.context);

/** The call that ended the response: what is known of the whole response is told with it, once. */
export function answeringCall(calls: ModelCall[]): ModelCall | undefined {
  const forResponse = calls.filter(({ first }) => isForResponse(first));
  return forResponse.findLast(({ first }) => ANSWERING_CONTEXTS.has(first.context)) ?? forResponse.at(-1);
}

/** What the rows of one call have in common. */
export function callKey({ userId, conversationId, messageId, model, agentId, context }: UsageRow): string {
  return JSON.stringify([userId, conversationId, messageId, model, agentId, context]);
}

/** The call of a row that nothing else is known of. */
export function callOf(row: UsageRow): ModelCall {
  return row.kind === "prompt"
    ? { first: row, prompt: row, completion: null }
    : { first: row, prompt: null, completion: row };
}
