import type { PicoUsd } from "./nano-usd.ts";
import { addPicoUsd } from "./nano-usd.ts";
import { picoUsdPerUnit, type UnitPrice, type UnitPrices } from "./unit-price.ts";

/** Counts of what is neither tokens, web searches nor requests, by the name of the unit: pages, seconds of audio, sources searched. */
export type OtherUnits = Readonly<Record<string, number>>;

/** The endings of units that are no part of a count of tokens; web searches have a count of their own. */
const OTHER_UNIT =
  /^(?!web_searches$).*_(?:characters|executions|hours|messages|pages|pixels|searches|seconds|sources)$/;

/** Whether a unit of a price list counts something that no count of tokens contains. */
export const isOtherUnit = (unit: string): boolean => OTHER_UNIT.test(unit);

/** A unit that another one contains: what has no price of its own is charged as what contains it. */
const CONTAINED_IN: Readonly<Record<string, string>> = {
  input_annotated_document_pages: "input_document_pages",
  input_audio_seconds: "audio_seconds",
  output_audio_seconds: "audio_seconds",
};

const isPriced = (prices: UnitPrices, unit: string) => prices[unit] !== undefined;

/** How many of a unit are charged at its own price: not those that a contained unit with a price of its own counts too. */
function countToCharge(units: OtherUnits, prices: UnitPrices, unit: string): number {
  const contained = Object.entries(units).filter(([name]) => CONTAINED_IN[name] === unit && isPriced(prices, name));
  const count = contained.reduce((left, [, part]) => left - part, units[unit] ?? 0);
  return Math.max(count, 0);
}

/** What of the other units of a call a rate charges: units, counts and the price of one. */
export function otherCharges(
  units: OtherUnits | undefined,
  prices: UnitPrices,
): { unit: string; count: number; price: UnitPrice }[] {
  if (units === undefined) return [];
  return Object.keys(units).flatMap((unit) => {
    const price = prices[unit];
    const count = price === undefined ? 0 : countToCharge(units, prices, unit);
    return price === undefined || count === 0 ? [] : [{ unit, count, price }];
  });
}

/** Whether some of the other units of a call have no price, nor does what contains them. */
export function hasUnpricedUnits(units: OtherUnits | undefined, prices: UnitPrices): boolean {
  if (units === undefined) return false;
  return Object.entries(units).some(([unit, count]) => {
    const container = CONTAINED_IN[unit];
    const isContained = container !== undefined && (units[container] ?? 0) >= count && isPriced(prices, container);
    return count > 0 && !isPriced(prices, unit) && !isContained;
  });
}

/** Adds the charges for other units to a sum, in pico-dollars. */
export function addOtherCharges(sum: PicoUsd, units: OtherUnits | undefined, prices: UnitPrices): PicoUsd {
  let total = sum;
  for (const { count, price } of otherCharges(units, prices))
    total = addPicoUsd(total, count, picoUsdPerUnit(price, 0));
  return total;
}
