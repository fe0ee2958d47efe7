import type { InteractionEvent } from "@voygent/contracts";
import type { UnitUsage } from "@voygent/cost";

import { preferCurrent, type Warn } from "./prefer-current.ts";
import type { ReadUsage } from "./read-raw-usage.ts";
import type { EventCounts, EventWarning } from "./usage-event.ts";

/** What a raw usage object says that no count holds. */
function warnOfRemarks({ remarks }: ReadUsage, subject: string, warn: Warn): void {
  const { extraIterations, hiddenTokens, inferenceGeo, unreadCachedTokens } = remarks;
  if (inferenceGeo !== null) {
    const message = `raw_usage: inference_geo is ${inferenceGeo}; no price of a place is known, the one without a place was taken`;
    warn({ code: "rate_fallback", message, subject });
  }
  if (extraIterations !== null) {
    const { types, tokens } = extraIterations;
    const message = `raw_usage: ${tokens} tokens of further calls (${types.join(", ")}) are not in its counts and cost nothing here`;
    warn({ code: "extra_iterations", message, subject });
  }
  if (hiddenTokens !== null) {
    const message = `raw_usage: its total is ${hiddenTokens} tokens more than the input and output it names`;
    warn({ code: "hidden_tokens", message, subject });
  }
  if (unreadCachedTokens !== null) {
    const { field, tokens } = unreadCachedTokens;
    const message = `raw_usage: ${field} says that ${tokens} tokens came from the cache; it is not read for this API flavour, and they cost what fresh input does`;
    warn({ code: "rate_fallback", message, subject });
  }
}

function unknownUsage(expected: string[], subject: string): EventWarning {
  const message = `raw_usage: no usable count is in it, so that what was used is not known; expected ${expected.join(", ")}`;
  return { code: "usage_unknown", message, subject };
}

const NO_UNITS: UnitUsage = { web_searches: 0, requests: 0 };

function countsIn(usage: ReadUsage, event: InteractionEvent, warn: Warn): Pick<EventCounts, "tokens" | "units"> {
  const model = event.model ?? event.model_name ?? "";
  if (usage.status === "no_counts") {
    const provider = event.provider ?? event.raw_usage?.provider ?? "";
    warn(unknownUsage(usage.expected, provider === "" ? model : `${provider}/${model}`));
    return { tokens: {}, units: NO_UNITS };
  }
  if (usage.clamped.length > 0) {
    const message = `raw_usage: ${usage.clamped.join(", ")}: not possible as they came, and cut`;
    warn({ code: "clamped_tokens", message, subject: model });
  }
  return usage;
}

/**
 * What the raw usage of an event says that it used; its counts are in normal form already, and those of `units` win over its
 * own. Without a usable count nothing is known, which is warned about.
 */
export function rawUsageCounts(usage: ReadUsage, event: InteractionEvent, warn: Warn): EventCounts {
  const { tokens, units } = countsIn(usage, event, warn);
  warnOfRemarks(usage, event.model ?? event.model_name ?? "", warn);
  const unitOf = (name: "web_searches" | "requests") =>
    preferCurrent(
      { name: `units.${name}`, value: event.units?.[name] },
      { name: "raw_usage", value: units[name] > 0 ? units[name] : null },
      warn,
    ) ?? 0;
  return {
    tokens,
    semantics: { usage: "inclusive", reasoning: "included" },
    units: {
      web_searches: unitOf("web_searches"),
      requests: unitOf("requests"),
      ...(units.other !== undefined && { other: units.other }),
    },
  };
}
