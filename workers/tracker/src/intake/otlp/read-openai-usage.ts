import type { TokenUsage } from "@voygent/cost";

import type { GivenTokens } from "./read-named-usage.ts";

type Entries = [string, unknown][];

/** OpenAI's own usage object, of both of its APIs, which some hand to the Langfuse SDK as it is. */
const COUNTS: [keyof TokenUsage, names: string[], details: string[]][] = [
  ["input", ["prompt_tokens", "promptTokens", "input_tokens"], []],
  ["output", ["completion_tokens", "completionTokens", "output_tokens"], []],
  ["cache_read", ["cached_tokens"], ["prompt_tokens_details", "input_tokens_details"]],
  ["input_audio", ["audio_tokens"], ["prompt_tokens_details"]],
  ["reasoning", ["reasoning_tokens"], ["completion_tokens_details", "output_tokens_details"]],
  ["output_audio", ["audio_tokens"], ["completion_tokens_details"]],
];

const entriesOf = (value: unknown): Entries =>
  typeof value === "object" && value !== null ? Object.entries(value) : [];

const OWN_NAME = /^(?:prompt|completion)(?:_t|T)okens$|^(?:prompt|completion|input|output)_tokens_details$/;

/** Whether the entries of a usage object are OpenAI's: it alone has these names. */
export const isOpenAiUsage = (entries: Entries): boolean => entries.some(([key]) => OWN_NAME.test(key));

/** Its counts, unchecked: input contains what was cached, output contains reasoning. */
export function readOpenAiUsage(entries: Entries): Map<keyof GivenTokens, unknown> {
  const found = new Map<keyof GivenTokens, unknown>();
  for (const [kind, names, details] of COUNTS) {
    const places =
      details.length === 0
        ? entries
        : entries.flatMap(([key, value]) => (details.includes(key) ? entriesOf(value) : []));
    const entry = places.find(([key, value]) => names.includes(key) && value !== null);
    if (entry !== undefined) found.set(kind, entry[1]);
  }
  return found;
}
