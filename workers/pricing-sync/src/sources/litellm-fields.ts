import type { ServiceTier } from "@voygent/contracts";

/** LiteLLM's price keys per token or request, without their endings, and our units. */
const UNITS = new Map([
  ["input_cost_per_token", "input"],
  ["output_cost_per_token", "output"],
  ["cache_read_input_token_cost", "cache_read"],
  ["cache_creation_input_token_cost", "cache_write"],
  ["cache_creation_input_token_cost_above_1hr", "cache_write_1h"],
  ["output_cost_per_reasoning_token", "reasoning"],
  ["input_cost_per_audio_token", "input_audio"],
  ["output_cost_per_audio_token", "output_audio"],
  ["cache_read_input_audio_token_cost", "cache_read_audio"],
  ["input_cost_per_image_token", "input_image"],
  ["output_cost_per_image_token", "output_image"],
  ["output_cost_per_video_token", "output_video"],
  ["input_cost_per_request", "requests"],
  ["citation_cost_per_token", "output_citation"],
]);

const TIERS = new Map<string, ServiceTier>([
  ["_batches", "batch"],
  ["_flex", "flex"],
  ["_priority", "priority"],
]);

const SERVICE_ENDING = /(?:_batches|_flex|_priority)$/;
const CONTEXT_ENDING = /_above_(\d{1,6})k_tokens$/;

/** What one price key of LiteLLM says: the unit, the service tier, and above how many input tokens; null for the base. */
export type LitellmField = { unit: string; tier: ServiceTier; above: number | null };

/** Whether a key of a LiteLLM entry is about prices at all. */
export const isPriceKey = (key: string): boolean => /cost|pricing|uplift|provider_specific/.test(key);

/** Reads a price key; its endings for service and context tier come in either order. Null when it is not known. */
export function readLitellmField(key: string): LitellmField | null {
  let base = key;
  let tier: ServiceTier = "standard";
  let above: number | null = null;
  for (let ending = 0; ending < 2; ending += 1) {
    const service = SERVICE_ENDING.exec(base);
    if (service !== null && tier === "standard") {
      tier = TIERS.get(service[0]) ?? "standard";
      base = base.slice(0, service.index);
    }
    const context = CONTEXT_ENDING.exec(base);
    if (context !== null && above === null) {
      above = Number(context[1]) * 1_000;
      base = base.slice(0, context.index);
    }
  }
  const unit = UNITS.get(base);
  return unit === undefined ? null : { unit, tier, above };
}
