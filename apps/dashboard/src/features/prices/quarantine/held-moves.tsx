import type { QuarantinedChange } from "../../../api/pricing-schema.ts";
import { formatCompact } from "../../../format/counts.ts";
import { unitName, unitQuantity } from "../../../format/prices.ts";
import { movePrice, moveText } from "./move-text.ts";
import { orderMoves } from "./order-moves.ts";

/** The prices of a held change, before and after, one a line. */
export function HeldMoves({ held: { moves, service_tier: tier } }: { held: QuarantinedChange }) {
  return (
    <span className="flex flex-col gap-0.5 py-1.5">
      {orderMoves(moves).map((move) => {
        const { unit, above_input_tokens: above, from, to } = move;
        return (
          <span key={`${unit} ${above} ${from} ${to}`} className="flex flex-wrap items-baseline gap-x-1.5">
            <span className="text-muted">
              {unitName(unit)}
              {above !== null && ` >${formatCompact(above)}`}
              {tier !== "standard" && `, ${tier}`}
            </span>
            <span className="figures whitespace-nowrap">
              {movePrice(from, move)} → <strong className="font-semibold">{movePrice(to, move)}</strong>
            </span>
            <span className="text-xs text-subtle">{unitQuantity(unit)}</span>
            <span className="figures text-xs text-warn">{moveText(move)}</span>
          </span>
        );
      })}
    </span>
  );
}
