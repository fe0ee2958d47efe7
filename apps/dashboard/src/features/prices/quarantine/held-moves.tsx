import type { QuarantinedChange } from "../../../api/pricing-schema.ts";
import { formatCompact } from "../../../format/counts.ts";
import { formatPrice, unitHeading } from "../../../format/prices.ts";
import { moveText } from "./move-text.ts";

/** The prices of a held change, before and after, one a line. */
export function HeldMoves({ held: { moves, service_tier: tier } }: { held: QuarantinedChange }) {
  return (
    <span className="flex flex-col gap-0.5 py-1.5">
      {moves.map((move) => {
        const { unit, above_input_tokens: above, from, to } = move;
        return (
          <span key={`${unit} ${above}`} className="flex flex-wrap items-baseline gap-x-1.5">
            <span className="text-muted">
              {unitHeading(unit)}
              {above !== null && ` >${formatCompact(above)}`}
              {tier !== "standard" && `, ${tier}`}
            </span>
            <span className="figures whitespace-nowrap">
              {formatPrice(from, unit)} → <strong className="font-semibold">{formatPrice(to, unit)}</strong>
            </span>
            <span className="figures text-xs text-warn">{moveText(move)}</span>
          </span>
        );
      })}
    </span>
  );
}
