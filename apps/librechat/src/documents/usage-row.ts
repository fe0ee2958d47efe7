import { isAgentId } from "./agent-id.ts";
import { fieldOf, readId, readInstantMs, readLabel, readNumber } from "./read-value.ts";

/** What a document of the collection `transactions` says of the prompt or the answer of one model call. */
export type UsageRow = {
  id: string;
  kind: "prompt" | "completion";
  userId: string;
  conversationId: string | null;
  /** The response message; LibreChat before v0.8.3 and its assistants do not tell. */
  messageId: string | null;
  tenantId: string | null;
  /** The model; null where LibreChat wrote an agent's id in its place. */
  model: string | null;
  agentId: string | null;
  /** What the call was for: `message`, `title`, … */
  context: string;
  /** Tokens, those of the cache among them. */
  tokenCount: number;
  cacheReadCount: number;
  cacheWriteCount: number;
  /** Whether the tokens of the cache are once among `tokenCount`; LibreChat before v0.8.7 may have counted them twice. */
  cacheCounting: "untold" | "once" | "corrected";
  /** US dollars per million tokens, as LibreChat charged them; null when it does not tell. */
  rateUsd: number | null;
  /** What LibreChat charged, in US dollars; null when it does not tell. */
  librechatUsd: number | null;
  createdAtMs: number | null;
};

const CREDITS_PER_USD = 1_000_000;

/** LibreChat writes what is spent as negative amounts: a positive one is none. */
function spentCount(value: unknown): number | null {
  const amount = readNumber(value);
  return amount === null || amount > 0 ? null : Math.round(-amount) + 0;
}

const kindOf = (document: unknown): UsageRow["kind"] | null => {
  const kind = fieldOf(document, "tokenType");
  return kind === "prompt" || kind === "completion" ? kind : null;
};

/** Whether a transaction is one of a model call, as credits are none; it may lack what a row needs. */
export const isUsageRow = (document: unknown): boolean => kindOf(document) !== null;

/** Reads a transaction; null when it is none of a model call, as credits are none. Nothing else of it is looked at. */
export function readUsageRow(document: unknown): UsageRow | null {
  const kind = kindOf(document);
  const id = readId(fieldOf(document, "_id"));
  const userId = readId(fieldOf(document, "user"));
  const tokenCount = spentCount(fieldOf(document, "rawAmount"));
  if (kind === null || id === null || userId === null || tokenCount === null) return null;
  const model = readLabel(fieldOf(document, "model"));
  const isAgent = isAgentId(model);
  const credits = readNumber(fieldOf(document, "tokenValue"));
  return {
    id,
    kind,
    userId,
    conversationId: readId(fieldOf(document, "conversationId")),
    messageId: readId(fieldOf(document, "messageId")),
    tenantId: readId(fieldOf(document, "tenantId")),
    model: isAgent ? null : model,
    agentId: isAgent ? model : null,
    context: readLabel(fieldOf(document, "context")) ?? "message",
    tokenCount,
    cacheReadCount: spentCount(fieldOf(document, "readTokens")) ?? 0,
    cacheWriteCount: spentCount(fieldOf(document, "writeTokens")) ?? 0,
    cacheCounting: "untold",
    rateUsd: readNumber(fieldOf(document, "rate")),
    librechatUsd: credits === null || credits > 0 ? null : -credits / CREDITS_PER_USD + 0,
    createdAtMs: readInstantMs(fieldOf(document, "createdAt")),
  };
}
