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

/** The names under which a skipped entry may be stored: a model that a list tells in several ways is named before their keys. */
function namesIn({ key, reason }: Skipped): string[] {
  const [name = key] = key.split(": ");
  if (reason === "ambiguous") return [key, name];
  return UNREADABLE.has(reason) ? [key] : [];
}

const lowerCase = (name: string) => name.toLowerCase();

/**
 * Tells whether a stored model is still in its list, where nobody can read its prices, or say which of several are meant: it has
 * not left the list. What is skipped is named by its key there, which is that of the model, or `provider/model`.
 */
export function unreadModels(
  skipped: Skipped[],
): (row: { provider: string; model: string; sourceKey: string }) => boolean {
  const names = new Set(skipped.flatMap(namesIn).map(lowerCase));
  return ({ provider, model, sourceKey }) =>
    names.has(lowerCase(sourceKey)) || names.has(lowerCase(`${provider}/${model}`));
}
