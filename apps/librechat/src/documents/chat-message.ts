import { isAgentId } from "./agent-id.ts";
import { fieldOf, readId, readInstantMs, readLabel, readList, readNumber } from "./read-value.ts";

/** The counts of all model calls of a response, as LibreChat adds them up since v0.8.7; `input` is without the cache. */
export type ResponseUsage = { input: number; output: number; cacheRead: number; cacheWrite: number };

/** What a document of the collection `messages` says of a chat, without a word that was said. */
export type ChatMessage = {
  messageId: string;
  conversationId: string;
  userId: string;
  tenantId: string | null;
  parentMessageId: string | null;
  /** Whether a person wrote it, or brought it along: no model was called for it. */
  isOfUser: boolean;
  endpoint: string | null;
  model: string | null;
  /** A saved agent or assistant that answered. */
  agentId: string | null;
  agentName: string | null;
  isUnfinished: boolean;
  isFailed: boolean;
  finishReason: string | null;
  toolNames: string[];
  webSearchCount: number;
  isTemporary: boolean;
  usage: ResponseUsage | null;
  createdAtMs: number | null;
  updatedAtMs: number | null;
};

/** What tools are called: anything else might be content in the place of a name. */
const TOOL_NAME = /^[\w.:@/-]{1,128}$/;
const REASON = /^[\w.-]{1,64}$/;

function readToolNames(content: unknown[]): string[] {
  const names = content.flatMap((part) => {
    const name = fieldOf(fieldOf(part, "tool_call"), "name");
    if (typeof name !== "string") return [];
    return TOOL_NAME.test(name) ? name : "unnamed";
  });
  return names.slice(0, 50);
}

function readUsage(metadata: unknown): ResponseUsage | null {
  const usage = fieldOf(metadata, "usage");
  const count = (name: string) => {
    const value = readNumber(fieldOf(usage, name));
    return value === null ? null : Math.max(0, Math.round(value));
  };
  const [input, output] = [count("input"), count("output")];
  if (input === null && output === null) return null;
  const [cacheRead, cacheWrite] = [count("cacheRead"), count("cacheWrite")];
  return { input: input ?? 0, output: output ?? 0, cacheRead: cacheRead ?? 0, cacheWrite: cacheWrite ?? 0 };
}

/** Before messages said whether they are temporary, only temporary ones had an end; now any may have one, and each says it. */
function isTemporary(said: unknown, expiredAt: unknown): boolean {
  return typeof said === "boolean" ? said : readInstantMs(expiredAt) !== null;
}

/**
 * Reads a message; null when it is only a part of one, as some updates give back. Of the content only the kinds of its
 * parts and the names of tools are looked at.
 */
export function readChatMessage(document: unknown): ChatMessage | null {
  const field = (name: string) => fieldOf(document, name);
  const messageId = readId(field("messageId"));
  const conversationId = readId(field("conversationId"));
  const userId = readId(field("user"));
  if (messageId === null || conversationId === null || userId === null) return null;
  const content = readList(field("content"));
  const model = readLabel(field("model"));
  const isAgent = isAgentId(model);
  const finishReason = readLabel(field("finish_reason"));
  return {
    messageId,
    conversationId,
    userId,
    tenantId: readId(field("tenantId")),
    parentMessageId: readId(field("parentMessageId")),
    isOfUser: field("isCreatedByUser") !== false || field("isUserSubmitted") === true,
    endpoint: readLabel(field("endpoint")),
    model: isAgent ? null : model,
    agentId: isAgent ? model : null,
    agentName: isAgent ? readLabel(field("sender")) : null,
    isUnfinished: field("unfinished") === true,
    isFailed: field("error") === true || content.some((part) => fieldOf(part, "type") === "error"),
    finishReason: finishReason !== null && REASON.test(finishReason) ? finishReason : null,
    toolNames: readToolNames(content),
    webSearchCount: readList(field("attachments")).filter((each) => fieldOf(each, "type") === "web_search").length,
    isTemporary: isTemporary(field("isTemporary"), field("expiredAt")),
    usage: readUsage(field("metadata")),
    createdAtMs: readInstantMs(field("createdAt")),
    updatedAtMs: readInstantMs(field("updatedAt")),
  };
}
