import type { QuarantinedChange } from "../../../api/pricing-schema.ts";

/**
 * How far a held price would move, in words: `12.1×`, `was free`. A fee that comes or goes has no factor of its own, so the
 * server tells that of a whole call, and this says so.
 */
export function moveText({ from, to, factor }: QuarantinedChange["moves"][number]): string {
  const [wasZero, becomesZero] = [Number(from) === 0, Number(to) === 0];
  if (factor === 0) return wasZero ? "was free" : "becomes free";
  const times = `${factor.toFixed(1)}×`;
  if (becomesZero) return `a call would cost ${times} less`;
  return wasZero ? `a call would cost ${times} as much` : times;
}
