/** Every token count of a call, parents before their subsets. The names are those of the wire. */
export const TOKEN_KINDS = [
  "input",
  "output",
  "cache_read",
  "cache_write",
  "cache_write_1h",
  "reasoning",
  "input_audio",
  "output_audio",
  "cache_read_audio",
  "input_image",
  "output_image",
  "cache_read_image",
  "input_video",
  "cache_read_video",
  "output_video",
  "output_citation",
] as const;

export type TokenKind = (typeof TOKEN_KINDS)[number];

/**
 * Token counts in normal form: `input` is all input and contains cache, audio, image and video; `output` is all billed
 * output and contains reasoning, audio, image, video and citations; `cache_write` contains `cache_write_1h`; what was read from the cache
 * is in `cache_read` and, by kind, also in `input_audio`, `input_image` or `input_video`.
 */
export type TokenUsage = Record<TokenKind, number>;
