import type { TokenUsage } from "./token-usage.ts";

/**
 * A share of a call's tokens that no other bucket holds. `units` names the prices that fit it, the most specific first;
 * among the units of one step the dearer counts.
 */
export type Bucket = { tokensOf: (usage: TokenUsage) => number; units: readonly (readonly string[])[] };

/** What of the input is text: neither cached nor written to the cache nor of another kind. */
const plainInputOf = (usage: TokenUsage): number =>
  usage.input -
  usage.cache_read -
  usage.cache_write -
  (usage.input_audio - usage.cache_read_audio) -
  (usage.input_image - usage.cache_read_image) -
  (usage.input_video - usage.cache_read_video);

const cachedTextOf = (usage: TokenUsage): number =>
  usage.cache_read - usage.cache_read_audio - usage.cache_read_image - usage.cache_read_video;

const visibleOutputOf = (usage: TokenUsage): number =>
  usage.output - usage.reasoning - usage.output_audio - usage.output_image;

/** The exclusive buckets that usage in normal form is made of; a negative one says that it is not in normal form. */
export const BUCKETS: readonly Bucket[] = [
  { tokensOf: plainInputOf, units: [["input"]] },
  { tokensOf: cachedTextOf, units: [["cache_read"], ["input"]] },
  {
    tokensOf: (usage) => usage.cache_read_audio,
    units: [["cache_read_audio"], ["cache_read", "input_audio"], ["input"]],
  },
  {
    tokensOf: (usage) => usage.cache_read_image,
    units: [["cache_read_image"], ["cache_read", "input_image"], ["input"]],
  },
  {
    tokensOf: (usage) => usage.cache_read_video,
    units: [["cache_read_video"], ["cache_read", "input_video"], ["input"]],
  },
  { tokensOf: (usage) => usage.cache_write - usage.cache_write_1h, units: [["cache_write"], ["input"]] },
  { tokensOf: (usage) => usage.cache_write_1h, units: [["cache_write_1h"], ["cache_write"], ["input"]] },
  { tokensOf: (usage) => usage.input_audio - usage.cache_read_audio, units: [["input_audio"], ["input"]] },
  { tokensOf: (usage) => usage.input_image - usage.cache_read_image, units: [["input_image"], ["input"]] },
  { tokensOf: (usage) => usage.input_video - usage.cache_read_video, units: [["input_video"], ["input"]] },
  { tokensOf: visibleOutputOf, units: [["output"]] },
  { tokensOf: (usage) => usage.reasoning, units: [["reasoning"], ["output"]] },
  { tokensOf: (usage) => usage.output_audio, units: [["output_audio"], ["output"]] },
  { tokensOf: (usage) => usage.output_image, units: [["output_image"], ["output"]] },
];
