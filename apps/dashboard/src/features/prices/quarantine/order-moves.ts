import type { QuarantinedChange } from "../../../api/pricing-schema.ts";
import { orderUnits } from "../order-units.ts";

type Move = QuarantinedChange["moves"][number];

/** The moves of a model with their units in the order of every price table, the base price of a unit before its tiers. */
export function orderMoves(moves: Move[]): Move[] {
  const units = orderUnits(moves.map(({ unit }) => unit));
  return moves.toSorted(
    (left, right) =>
      units.indexOf(left.unit) - units.indexOf(right.unit) ||
      (left.above_input_tokens ?? 0) - (right.above_input_tokens ?? 0),
  );
}
