import { formatPrice, perMillion } from "../../../format/prices.ts";

/** Most decimal places of a price per million units, and the highest one: a dollar a unit. */
const MOST_PLACES = 6;
const HIGHEST = 1_000_000;

/**
 * What is wrong with a price as it is typed for its unit, in words, and undefined when nothing is. An empty text is no price,
 * which nothing is wrong with.
 */
export function priceProblem(text: string, unit: string): string | undefined {
  const price = text.trim();
  if (price === "") return undefined;
  if (!/^(0|[1-9]\d*)(\.\d+)?$/.test(price)) return "Write a number such as 2.50";
  const sent = perMillion(price, unit);
  if (Number(sent) > HIGHEST) return `At most ${formatPrice(String(HIGHEST), unit)}`;
  if ((sent.split(".")[1]?.length ?? 0) > MOST_PLACES) return "Too many decimal places";
  return undefined;
}
