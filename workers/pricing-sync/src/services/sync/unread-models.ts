import type { Skipped, SkipReason } from "../../price-list.ts";

/** Why a model of which a list tells something has no price that can be read; of the other reasons, each says that it is none of the list's. */
const UNREADABLE = new Set<SkipReason>([
  "negative",
  "not_a_number",
  "zero_unknown",
  "missing_price",
  "no_token_price",
  "out_of_range",
  "bad_rule",
  "bad_window",
  "not_expressible",
]);

/**
 * Tells whether a stored model is still in its list, where nobody can read its prices: it has not left the list. What is skipped
 * is named by its key there, which is that of the model, or `provider/model`.
 */
export function unreadModels(
  skipped: Skipped[],
): (row: { provider: string; model: string; sourceKey: string }) => boolean {
  const keys = new Set(skipped.filter(({ reason }) => UNREADABLE.has(reason)).map(({ key }) => key));
  return ({ provider, model, sourceKey }) => keys.has(sourceKey) || keys.has(`${provider}/${model}`);
}
