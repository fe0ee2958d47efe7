import type { TokenUsage } from "@voygent/cost";

import { NAMES } from "./attribute-names.ts";
import { parseObject } from "./parse-object.ts";
import { readCount } from "./read-count.ts";
import type { GivenTokens } from "./read-named-usage.ts";
import { isOpenAiUsage, readOpenAiUsage } from "./read-openai-usage.ts";
import type { SpanReading } from "./span-reading.ts";

/** The details whose counts have a kind of their own; null: part of the sum and of no kind. */
const DETAILS = new Map<string, keyof TokenUsage | null>([
  ["input", null],
  ["input_text", null],
  ["input_cache_read", "cache_read"],
  ["input_cached", "cache_read"],
  ["input_cache_creation", "cache_write"],
  ["input_cache_write", "cache_write"],
  ["cache_read_input", "cache_read"],
  ["cached_input", "cache_read"],
  ["cache_creation_input", "cache_write"],
  ["cache_write_input", "cache_write"],
  ["input_audio", "input_audio"],
  ["input_image", "input_image"],
  ["input_video", "input_video"],
  ["output", null],
  ["output_text", null],
  ["output_reasoning", "reasoning"],
  ["output_audio", "output_audio"],
  ["output_image", "output_image"],
  ["output_accepted_prediction", null],
  ["output_rejected_prediction", null],
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

/** Whether an entry is none of the counts, such as the `unit` of older clients. */
const isRemark = (key: string, value: unknown) => typeof value === "string" && sideOf(key) === null && key !== "total";

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
  const kind = DETAILS.get(detail);
  if (kind === undefined) sums.unknown.push(key);
  else if (kind !== null) sums.tokens[kind] = (sums.tokens[kind] ?? 0) + count;
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
      sums.unknown.push(key);
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
