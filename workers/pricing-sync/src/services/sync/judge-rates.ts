import { type DearestFees, groupMoves, lostPrices, type PriceMove } from "./quarantine-moves.ts";
import { groupAt, type PriceGroup, sameContent } from "./price-groups.ts";

/** What is wrong with wanted prices: those that would be lost, and those that would move too far. */
export type Judgement = { lost: string[]; moves: PriceMove[] };

type Schedules = {
  stored: PriceGroup[];
  wanted: PriceGroup[];
  /** What was believed some days ago. */
  remembered: PriceGroup[];
  /** When an admin last approved any of them; 0 is never. */
  approvedAtMs: number;
};

/** The instants at which any of the schedules may change. */
function instantsOf({ stored, wanted, remembered }: Schedules, nowMs: number): number[] {
  const starts = [...stored, ...wanted, ...remembered].map(({ fromMs }) => fromMs);
  return [...new Set([...starts, nowMs])].toSorted((a, b) => a - b);
}

/**
 * Whether prices of a time before an approval are near those that were approved: what held until then, maybe by mistake, is no
 * measure of them any more.
 */
function isNearApproved({ stored, approvedAtMs }: Schedules, after: PriceGroup, atMs: number, dearest: DearestFees) {
  const approved = atMs < approvedAtMs ? groupAt(stored, approvedAtMs) : undefined;
  return approved !== undefined && groupMoves(approved, after, dearest).length === 0;
}

function judgeAt(schedules: Schedules, atMs: number, nowMs: number, dearest: DearestFees): Judgement {
  const before = groupAt(schedules.stored, atMs);
  const after = groupAt(schedules.wanted, atMs);
  if (before === undefined) return { lost: [], moves: [] };
  if (after === undefined) return { lost: atMs <= nowMs ? lostPrices(before, after) : [], moves: [] };
  const remembered = groupAt(schedules.remembered, atMs);
  if (sameContent(before, after)) return { lost: [], moves: [] };
  if (remembered !== undefined && sameContent(remembered, after)) return { lost: [], moves: [] };
  const moves = [before, remembered].flatMap((one) => (one === undefined ? [] : groupMoves(one, after, dearest)));
  const isFine = moves.length > 0 && isNearApproved(schedules, after, atMs, dearest);
  return { lost: lostPrices(before, after), moves: isFine ? [] : moves };
}

/**
 * Judges a change of the prices of one model and tier by what calls would cost before and after it, at every time that it
 * changes. It is compared with what is stored and with what was believed some days ago; what only returns to that is fine, and so is
 * what makes an earlier time like the prices that an admin approved after it.
 */
export function judgeRates(schedules: Schedules, nowMs: number, dearest: DearestFees): Judgement {
  const judged = instantsOf(schedules, nowMs).map((atMs) => judgeAt(schedules, atMs, nowMs, dearest));
  const moves = new Map(
    judged
      .flatMap((one) => one.moves)
      .toReversed()
      .map((move) => [JSON.stringify([move.unit, move.above_input_tokens]), move]),
  );
  return { lost: [...new Set(judged.flatMap(({ lost }) => lost))], moves: [...moves.values()] };
}
