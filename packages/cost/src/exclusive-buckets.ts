import type { TokenKind, TokenUsage } from "./token-usage.ts";

/**
 * A share of a call's tokens that no other bucket holds, named after its most specific count. `units` names the prices that
 * fit it, the most specific first; among the units of one step the dearer counts.
 */
export type Bucket = {
  name: TokenKind | "cache_write_5m";
  tokensOf: (usage: TokenUsage) => number;
  units: readonly (readonly string[])[];
  /** Its tokens went through the cache: the price of fresh input only stands in. */
  isCached?: true;
};

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
  usage.output - usage.reasoning - usage.output_audio - usage.output_image - usage.output_video - usage.output_citation;

/** The exclusive buckets that usage in normal form is made of; a negative one says that it is not in normal form. */
export const BUCKETS: readonly Bucket[] = [
  { name: "input", tokensOf: plainInputOf, units: [["input"]] },
  { name: "cache_read", tokensOf: cachedTextOf, units: [["cache_read"], ["input"]], isCached: true },
  {
    name: "cache_read_audio",
    tokensOf: (usage) => usage.cache_read_audio,
    units: [["cache_read_audio"], ["cache_read", "input_audio"], ["input"]],
    isCached: true,
  },
  {
    name: "cache_read_image",
    tokensOf: (usage) => usage.cache_read_image,
    units: [["cache_read_image"], ["cache_read", "input_image"], ["input"]],
    isCached: true,
  },
  {
    name: "cache_read_video",
    tokensOf: (usage) => usage.cache_read_video,
    units: [["cache_read_video"], ["cache_read", "input_video"], ["input"]],
    isCached: true,
  },
  {
    name: "cache_write_5m",
    tokensOf: (usage) => usage.cache_write - usage.cache_write_1h,
    units: [["cache_write"], ["input"]],
    isCached: true,
  },
  {
    name: "cache_write_1h",
    tokensOf: (usage) => usage.cache_write_1h,
    units: [["cache_write_1h"], ["cache_write"], ["input"]],
    isCached: true,
  },
  {
    name: "input_audio",
    tokensOf: (usage) => usage.input_audio - usage.cache_read_audio,
    units: [["input_audio"], ["input"]],
  },
  {
    name: "input_image",
    tokensOf: (usage) => usage.input_image - usage.cache_read_image,
    units: [["input_image"], ["input"]],
  },
  {
    name: "input_video",
    tokensOf: (usage) => usage.input_video - usage.cache_read_video,
    units: [["input_video"], ["input"]],
  },
  { name: "output", tokensOf: visibleOutputOf, units: [["output"]] },
  { name: "reasoning", tokensOf: (usage) => usage.reasoning, units: [["reasoning"], ["output"]] },
  { name: "output_audio", tokensOf: (usage) => usage.output_audio, units: [["output_audio"], ["output"]] },
  { name: "output_image", tokensOf: (usage) => usage.output_image, units: [["output_image"], ["output"]] },
  { name: "output_video", tokensOf: (usage) => usage.output_video, units: [["output_video"], ["output"]] },
  { name: "output_citation", tokensOf: (usage) => usage.output_citation, units: [["output_citation"], ["output"]] },
];
