import type { QuarantinedChange } from "../../../api/pricing-schema.ts";
import { formatPrice } from "../../../format/prices.ts";

type Move = QuarantinedChange["moves"][number];

const FACTOR = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

/** The fees, beside prices of tokens: a list that tells none of one charges none. */
const FEES = new Set(["requests", "web_searches"]);

const isNone = (price: string, { unit, factor }: Move) => Number(price) === 0 && factor > 0 && FEES.has(unit);

/** The price before or after a move as it is told for its unit; a dash for a fee that is not charged. */
export const movePrice = (price: string, move: Move): string =>
  isNone(price, move) ? "—" : formatPrice(price, move.unit);

/**
 * How far a held price would move, in words: `12.1×`, `was free`. A fee that comes or goes has no factor of its own: the
 * server tells that of a whole call, or, for a fee of some calls only, how far it is above the dearest of any model.
 */
export function moveText(move: Move): string {
  const { unit, from, to, factor } = move;
  const wasZero = Number(from) === 0;
  if (factor === 0) return wasZero ? "was free" : "becomes free";
  const times = `${FACTOR.format(factor)}×`;
  if (isNone(to, move)) return `a call would cost ${times} less`;
  if (isNone(from, move)) return unit === "requests" ? `a call would cost ${times} as much` : `${times} any other`;
  if (wasZero) return "was nothing";
  return Number(to) === 0 ? "becomes nothing" : times;
}
