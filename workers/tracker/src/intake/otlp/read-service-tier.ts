import { NAMES, TEXT_NAMES } from "./attribute-names.ts";
import { parseObject } from "./parse-object.ts";
import { isStorable, readText } from "./read-text.ts";
import type { SpanReading } from "./span-reading.ts";

const KEY = "service_tier";

/** The service tier of a call, empty when it does not say; some vocabularies have it among the parameters, a JSON text. */
export function readServiceTier(reading: SpanReading): string {
  const stated = readText(reading, TEXT_NAMES.serviceTier);
  if (stated !== null) return stated;
  for (const name of [NAMES.openInferenceParameters, NAMES.langfuseParameters]) {
    const parameters = reading.attributes.get(name);
    if (typeof parameters !== "string" || !parameters.includes(KEY)) continue;
    const tier = parseObject(parameters)?.find(([key]) => key === KEY)?.[1];
    if (typeof tier === "string" && isStorable(tier)) return tier;
  }
  return "";
}
