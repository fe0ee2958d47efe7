import { type DearestFees, groupMoves, lostPrices, type PriceMove } from "./quarantine-moves.ts";
import { groupAt, type PriceGroup, sameContent } from "./price-groups.ts";

/** What is wrong with wanted prices: those that would be lost, and those that would move too far. */
export type Judgement = { lost: string[]; moves: PriceMove[] };

type Schedules = {
  stored: PriceGroup[];
  wanted: PriceGroup[];
  /** What was believed some days ago. */
  remembered: PriceGroup[];
};

/** The instants at which any of the schedules may change. */
function instantsOf({ stored, wanted, remembered }: Schedules, nowMs: number): number[] {
  const starts = [...stored, ...wanted, ...remembered].map(({ fromMs }) => fromMs);
  return [...new Set([...starts, nowMs])].toSorted((a, b) => a - b);
}

function judgeAt(schedules: Schedules, atMs: number, nowMs: number, dearest: DearestFees): Judgement {
  const before = groupAt(schedules.stored, atMs);
  const after = groupAt(schedules.wanted, atMs);
  if (before === undefined) return { lost: [], moves: [] };
  if (after === undefined) return { lost: atMs <= nowMs ? lostPrices(before, after) : [], moves: [] };
  const remembered = groupAt(schedules.remembered, atMs);
  if (sameContent(before, after)) return { lost: [], moves: [] };
  if (remembered !== undefined && sameContent(remembered, after)) return { lost: [], moves: [] };
  return {
    lost: lostPrices(before, after),
    moves: [
      ...groupMoves(before, after, dearest),
      ...(remembered === undefined ? [] : groupMoves(remembered, after, dearest)),
    ],
  };
}

/**
 * Judges a change of the prices of one model and tier by what calls would cost before and after it, at every time that it
 * changes. It is compared with what is stored and with what was believed some days ago; what only returns to that is fine.
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
