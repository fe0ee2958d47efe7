import type { ChatMessage } from "../documents/chat-message.ts";
import type { UsageRow } from "../documents/usage-row.ts";
import type { ModelCall } from "./model-call.ts";

/** Why LibreChat's own figure of a call, or its counts, may be wrong. */
export type LibrechatNote =
  | "default_rate"
  | "cancel_surcharge"
  | "cache_overlap_suspect"
  | "cache_overlap_corrected"
  | "agent_model";

/** What LibreChat charges per million tokens of a model that it does not know. */
const DEFAULT_RATE_USD = 6;

/** What it multiplies the rate of a stopped answer with. */
const CANCEL_FACTOR = 1.15;

const isNear = (left: number, right: number) => Math.abs(left - right) < 1e-9;

function isAtDefaultRate({ kind, context, rateUsd }: UsageRow): boolean {
  if (rateUsd === null) return false;
  const isSurcharged = kind === "completion" && context === "incomplete";
  return isNear(rateUsd, DEFAULT_RATE_USD * (isSurcharged ? CANCEL_FACTOR : 1));
}

/**
 * Whether LibreChat may have counted the tokens of the cache twice, as it did before v0.8.7: not when they are more than the
 * rest, not for Bedrock, and not when the response has the counts that only later versions write.
 */
export function mayHaveCacheTwice(
  row: UsageRow,
  known: { message: ChatMessage | null; provider: string | null },
): boolean {
  const cacheCount = row.cacheReadCount + row.cacheWriteCount;
  const isPossible = cacheCount > 0 && row.tokenCount >= 2 * cacheCount;
  return isPossible && row.cacheCounting === "untold" && known.provider !== "aws" && !known.message?.usage;
}

/** What is known to be odd about what LibreChat says of a call, in a fixed order. */
export function librechatNotes(
  call: ModelCall,
  known: { message: ChatMessage | null; provider: string | null },
): LibrechatNote[] {
  const { first, prompt, completion } = call;
  const rows = [prompt, completion].filter((row) => row !== null);
  const notes: LibrechatNote[] = [];
  if (rows.every(isAtDefaultRate)) notes.push("default_rate");
  if (completion?.context === "incomplete") notes.push("cancel_surcharge");
  if (prompt !== null && mayHaveCacheTwice(prompt, known)) notes.push("cache_overlap_suspect");
  if (prompt?.cacheCounting === "corrected") notes.push("cache_overlap_corrected");
  if (first.agentId !== null) notes.push("agent_model");
  return notes;
}
