/** Our name of a unit where it is not that of genai-prices. */
const UNIT_NAMES = new Map([
  ["output_reasoning", "reasoning"],
  ["cache_audio_read", "cache_read_audio"],
  ["cache_image_read", "cache_read_image"],
  ["cache_video_read", "cache_read_video"],
]);

/** The name under which we count and price a unit of genai-prices, without the ending of its price or count. */
export function unitName(name: string): string {
  return UNIT_NAMES.get(name) ?? name;
}
