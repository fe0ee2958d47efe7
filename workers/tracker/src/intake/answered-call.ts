import { type AnsweredCall, readServiceTier } from "@voygent/cost";

import type { ReadUsage } from "./read-raw-usage.ts";

/** Its answers name batches as their tier; those of others tell a batch from a single call in no way. */
const NAMES_BATCHES = "anthropic";

const FAST = "fast";

const lowerCase = (text: string) => text.trim().toLowerCase();

function isOtherTier(given: string, answered: string, provider: string): boolean {
  const [ours, theirs] = [readServiceTier(given), readServiceTier(answered)];
  if (ours === "batch" && theirs === "standard") return lowerCase(provider) === NAMES_BATCHES;
  return ours === null || theirs === null ? lowerCase(given) !== answered : ours !== theirs;
}

/**
 * The service tier of an event: by its own word, else by its raw usage; the standard one gives way to the fast mode, which
 * Anthropic does not call a tier.
 */
export function serviceTierOf(given: string | null, { remarks }: Pick<ReadUsage, "remarks">): string {
  const said = remarks.serviceTier ?? "standard";
  if (said === FAST && readServiceTier(given ?? "") === "standard") return said;
  return given ?? (said === "standard" ? "" : said);
}

/**
 * What the answer around a raw usage object says was served where the event, which asked for this model and tier, says otherwise;
 * undefined where it does not. The fast mode is no tier that could contradict one.
 */
export function answeredCall(
  asked: { provider: string; model: string; serviceTier: string | null },
  { remarks }: Pick<ReadUsage, "remarks">,
): AnsweredCall | undefined {
  const { model, serviceTier } = remarks;
  const isOtherModel = model !== null && asked.model !== "" && lowerCase(model) !== lowerCase(asked.model);
  const saysOtherTier =
    serviceTier !== null &&
    serviceTier !== FAST &&
    asked.serviceTier !== null &&
    isOtherTier(asked.serviceTier, serviceTier, asked.provider);
  const answered: AnsweredCall = { ...(isOtherModel && { model }), ...(saysOtherTier && { serviceTier }) };
  return Object.keys(answered).length === 0 ? undefined : answered;
}
