import type { ChatMessage } from "../documents/chat-message.ts";
import type { UsageRow } from "../documents/usage-row.ts";
import { mayHaveCacheTwice } from "../turns/librechat-notes.ts";
import type { ModelCall } from "../turns/model-call.ts";

/**
 * When a LibreChat began to count cached tokens once, in milliseconds since 1970: with v0.8.6, with v0.8.7 for Anthropic's
 * models. Null when that is not known.
 */
export type UpgradedAt = { ms: number; anthropicMs: number } | null;

/** Providers that count the cache among the input, and whose counts LibreChat added to it again. */
const CORRECTED = new Set([
  "openai",
  "azure",
  "google",
  "x-ai",
  "xai",
  "deepseek",
  "openrouter",
  "moonshot",
  "moonshotai",
]);
const ANTHROPIC = "anthropic";

function correctRow(row: UsageRow, provider: string | null, upgradedAt: Exclude<UpgradedAt, null>): UsageRow {
  const isAnthropic = provider?.toLowerCase() === ANTHROPIC;
  if (row.createdAtMs === null || !(isAnthropic || CORRECTED.has(provider?.toLowerCase() ?? ""))) return row;
  if (row.createdAtMs >= (isAnthropic ? upgradedAt.anthropicMs : upgradedAt.ms))
    return { ...row, cacheCounting: "once" };
  const tokenCount = row.tokenCount - row.cacheReadCount - row.cacheWriteCount;
  return { ...row, tokenCount, cacheCounting: "corrected" };
}

/**
 * Counts the tokens of the cache once in a call from before the upgrade. What cannot have been counted twice stays, as does
 * what is of a provider that nobody knows; the latter is noted as suspect.
 */
export function correctCache(
  call: ModelCall,
  known: { message: ChatMessage | null; provider: string | null },
  upgradedAt: UpgradedAt,
): ModelCall {
  const { prompt, first } = call;
  if (upgradedAt === null || prompt === null || !mayHaveCacheTwice(prompt, known)) return call;
  const corrected = correctRow(prompt, known.provider, upgradedAt);
  return { ...call, prompt: corrected, first: first === prompt ? corrected : first };
}
