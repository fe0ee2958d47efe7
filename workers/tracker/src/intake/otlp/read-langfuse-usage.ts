import type { TokenUsage } from "@voygent/cost";

import { NAMES } from "./attribute-names.ts";
import { parseObject } from "./parse-object.ts";
import { readCount } from "./read-count.ts";
import type { GivenTokens } from "./read-named-usage.ts";
import { isOpenAiUsage, readOpenAiUsage } from "./read-openai-usage.ts";
import type { SpanReading } from "./span-reading.ts";

/** The kinds that a detail counts as; none: it is a part of the sum alone. LangChain names the writes of Anthropic's cache by their life. */
const DETAILS = new Map<string, readonly (keyof TokenUsage)[]>([
  ["input", []],
  ["input_text", []],
  ["input_cache_read", ["cache_read"]],
  ["input_cached", ["cache_read"]],
  ["input_cache_creation", ["cache_write"]],
  ["input_cache_write", ["cache_write"]],
  ["cache_read_input", ["cache_read"]],
  ["cached_input", ["cache_read"]],
  ["cache_creation_input", ["cache_write"]],
  ["cache_write_input", ["cache_write"]],
  ["input_ephemeral_5m_input", ["cache_write"]],
  ["input_ephemeral_1h_input", ["cache_write", "cache_write_1h"]],
  ["input_audio", ["input_audio"]],
  ["input_image", ["input_image"]],
  ["input_video", ["input_video"]],
  ["output", []],
  ["output_text", []],
  ["output_reasoning", ["reasoning"]],
  ["output_audio", ["output_audio"]],
  ["output_image", ["output_image"]],
  ["output_accepted_prediction", []],
  ["output_rejected_prediction", []],
]);

/** A remark on the price tier: its tokens stand under other keys as well. */
const TIER_REMARK = /_over_\d+k$/;

const SHOWABLE = /^[\w.-]{1,64}$/;

type Sums = {
  tokens: GivenTokens;
  input: number;
  output: number;
  total: number | null;
  hasSides: boolean;
  hasTierRemark: boolean;
  unknown: string[];
};

/** Langfuse counts as input or output whatever has that word in its name, wherever it stands. */
function sideOf(detail: string): "input" | "output" | null {
  if (detail.includes("input")) return "input";
  return detail.includes("output") ? "output" : null;
}

/** Whether an entry is none of the counts, such as the `unit` of older clients, or what a provider's own object says of some. */
const isRemark = (key: string, value: unknown) =>
  typeof value === "object" || (typeof value === "string" && sideOf(key) === null && key !== "total");

/** Anthropic's own usage object says beside its count of writes to the cache how many of them are kept for an hour. */
function addCacheLife(sums: Sums, value: unknown): void {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  const count = readCount(entries.find(([key]) => key === "ephemeral_1h_input_tokens")?.[1]);
  if (count !== null && count > 0) sums.tokens.cache_write_1h = count;
}

function addCount(sums: Sums, key: string, count: number): void {
  const detail = key.replace(/_tokens$/, "");
  const side = sideOf(detail);
  if (side === null) {
    if (detail === "total") sums.total = count;
    else sums.unknown.push(key);
    return;
  }
  sums.hasSides = true;
  if (TIER_REMARK.test(detail)) {
    sums.hasTierRemark = true;
    return;
  }
  sums[side] += count;
  const kinds = DETAILS.get(detail);
  if (kinds === undefined) sums.unknown.push(key);
  for (const kind of kinds ?? []) sums.tokens[kind] = (sums.tokens[kind] ?? 0) + count;
}

function oddities({ input, output, total, hasSides, hasTierRemark, unknown }: Sums): string[] {
  const found: string[] = [];
  if (unknown.length > 0) {
    const shown = unknown.filter((key) => SHOWABLE.test(key)).slice(0, 5);
    found.push(`usage_details: not known: ${shown.join(", ")}; what names input or output is in its sum`);
  }
  if (!hasSides && total !== null) found.push("usage_details: only a total; it counts as input");
  if (hasSides && !hasTierRemark && total !== null && total !== input + output) {
    found.push("usage_details: the parts do not add up to the total; the parts were taken");
  }
  return found;
}

function tokensOf({ tokens, input, output, total, hasSides, hasTierRemark }: Sums): GivenTokens | null {
  if (!hasSides) return total === null ? null : { input: total };
  const whole = hasTierRemark && total !== null ? Math.max(total - output, 0) : input;
  return { ...tokens, input: whole, output };
}

const invalid = (reading: SpanReading, message: string) => {
  reading.problems.push({ path: NAMES.langfuseUsage, message });
  return null;
};

const NO_COUNTS = "must hold whole numbers from 0 to 10^12";

function readOpenAi(reading: SpanReading, entries: [string, unknown][]): GivenTokens | null {
  const tokens: GivenTokens = {};
  for (const [kind, given] of readOpenAiUsage(entries)) {
    const count = readCount(given);
    if (count === null) return invalid(reading, NO_COUNTS);
    tokens[kind] = count;
  }
  return tokens.input === undefined && tokens.output === undefined ? null : tokens;
}

/**
 * The counts of `langfuse.observation.usage_details` of a call of the model `subject`. They exclude each other, so input
 * is the sum of what has `input` in its name and output that of `output`; an object that is OpenAI's own is read as such. Null when there
 * are none.
 */
export function readLangfuseUsage(reading: SpanReading, subject: string): GivenTokens | null {
  const value = reading.attributes.get(NAMES.langfuseUsage);
  if (value === undefined) return null;
  const entries = parseObject(value);
  if (entries === null) return invalid(reading, "must be a JSON object of counts");
  const given = entries.filter(([, count]) => count !== null);
  if (isOpenAiUsage(given)) return readOpenAi(reading, given);

  const sums: Sums = {
    tokens: {},
    input: 0,
    output: 0,
    total: null,
    hasSides: false,
    hasTierRemark: false,
    unknown: [],
  };
  for (const [key, text] of given) {
    const count = readCount(text);
    if (count === null && isRemark(key, text)) {
      if (key === "cache_creation") addCacheLife(sums, text);
      else sums.unknown.push(key);
      continue;
    }
    if (count === null) return invalid(reading, NO_COUNTS);
    addCount(sums, key, count);
  }
  const tokens = tokensOf(sums);
  for (const total of [tokens?.input, tokens?.output]) {
    if (total !== undefined && readCount(total) === null) return invalid(reading, NO_COUNTS);
  }
  for (const message of oddities(sums)) reading.warnings.push({ code: "usage_inconsistent", message, subject });
  return tokens;
}
