import type { ApiShape } from "./find-api.ts";

const COUNTS: Record<ApiShape, string[]> = {
  chat: ["prompt_tokens", "completion_tokens"],
  responses: ["input_tokens", "output_tokens"],
  messages: ["input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"],
  gemini: [
    "promptTokenCount",
    "candidatesTokenCount",
    "thoughtsTokenCount",
    "cachedContentTokenCount",
    "toolUsePromptTokenCount",
  ],
  embeddings: ["prompt_tokens"],
};

/** Whether a usage object holds a count by which the tracker can read it; it refuses one with a total or times alone. */
export function holdsCounts(shape: ApiShape, usage: Record<string, unknown>): boolean {
  return COUNTS[shape].some((name) => typeof usage[name] === "number");
}
