import type { TokenUsage } from "./token-usage.ts";

/**
 * A share of a call's tokens that no other bucket holds. `units` names the prices that fit it, the most specific first;
 * among the units of one step the dearer counts.
 */
export type Bucket = { tokens: number; units: readonly (readonly string[])[] };

/**
 * Splits usage in normal form into exclusive buckets.
 * @throws RangeError when a subset is larger than what contains it
 */
export function exclusiveBuckets(tokens: TokenUsage): Bucket[] {
  const cachedByKind = tokens.cache_read_audio + tokens.cache_read_image + tokens.cache_read_video;
  const freshAudio = tokens.input_audio - tokens.cache_read_audio;
  const freshImage = tokens.input_image - tokens.cache_read_image;
  const freshVideo = tokens.input_video - tokens.cache_read_video;
  const plainInput = tokens.input - tokens.cache_read - tokens.cache_write - freshAudio - freshImage - freshVideo;
  const visibleOutput = tokens.output - tokens.reasoning - tokens.output_audio - tokens.output_image;
  const buckets: Bucket[] = [
    { tokens: plainInput, units: [["input"]] },
    { tokens: tokens.cache_read - cachedByKind, units: [["cache_read"], ["input"]] },
    { tokens: tokens.cache_read_audio, units: [["cache_read_audio"], ["cache_read", "input_audio"], ["input"]] },
    { tokens: tokens.cache_read_image, units: [["cache_read_image"], ["cache_read", "input_image"], ["input"]] },
    { tokens: tokens.cache_read_video, units: [["cache_read_video"], ["cache_read", "input_video"], ["input"]] },
    { tokens: tokens.cache_write - tokens.cache_write_1h, units: [["cache_write"], ["input"]] },
    { tokens: tokens.cache_write_1h, units: [["cache_write_1h"], ["cache_write"], ["input"]] },
    { tokens: freshAudio, units: [["input_audio"], ["input"]] },
    { tokens: freshImage, units: [["input_image"], ["input"]] },
    { tokens: freshVideo, units: [["input_video"], ["input"]] },
    { tokens: visibleOutput, units: [["output"]] },
    { tokens: tokens.reasoning, units: [["reasoning"], ["output"]] },
    { tokens: tokens.output_audio, units: [["output_audio"], ["output"]] },
    { tokens: tokens.output_image, units: [["output_image"], ["output"]] },
  ];
  if (buckets.some((bucket) => bucket.tokens < 0)) {
    throw new RangeError("a token count is larger than the count that contains it; normalise the usage first");
  }
  return buckets;
}
