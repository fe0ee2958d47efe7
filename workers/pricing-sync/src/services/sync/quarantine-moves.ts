import type { ReadRate } from "../../price-list.ts";
import { StoredRates } from "../../stored-json.ts";
import type { RateOwner } from "../own-prices/rate-rows.ts";
import {
  bordersOf,
  type CallPrice,
  callPrices,
  callWithFeePicoUsd,
  feePicoUsd,
  FEES,
  type StepsByUnit,
} from "./call-prices.ts";
import { activeEntry, daytimesOf } from "./daytimes.ts";
import type { GroupEntry, PriceGroup } from "./price-groups.ts";

/** How far a price may move at once and still be believed. */
const MAX_FACTOR = 10;

/** A price that moved too far; `above_input_tokens` is the tier, null the base. A factor of 0: from a price to none, or back. */
export type PriceMove = {
  unit: string;
  above_input_tokens: number | null;
  from_pico: number;
  to_pico: number;
  factor: number;
};

/** Listed rates of one model and tier that are held back. */
export type HeldRates = RateOwner & { listed: ReadRate[]; moves: PriceMove[] };

/** The dearest price of each fee that a list has for any model, to judge one by that a model never had. */
export type DearestFees = ReadonlyMap<string, number>;

const factorOf = (from: number, to: number) => Math.max(from, to) / Math.max(1, Math.min(from, to));

const rounded = (factor: number) => Math.round(factor * 10) / 10;

function tokenMoves(before: StepsByUnit, after: StepsByUnit): PriceMove[] {
  const borders = bordersOf(before, after);
  const known = callPrices(before, borders);
  return [...callPrices(after, borders)].flatMap(([key, { unit, above, picoUsd: to, isOwn }]): PriceMove[] => {
    const was: CallPrice | undefined = known.get(key);
    // What neither list prices by itself moves with what contains it.
    if (was === undefined || !(isOwn || was.isOwn)) return [];
    const factor = factorOf(was.picoUsd, to);
    if (factor <= MAX_FACTOR) return [];
    return [{ unit, above_input_tokens: above, from_pico: was.picoUsd, to_pico: to, factor: rounded(factor) }];
  });
}

/** How far a fee moves: one that is new by what others pay, one for every call, or one that goes, by what a call costs. */
function feeFactor(before: StepsByUnit, after: StepsByUnit, unit: string, dearest: DearestFees): number {
  const [from, to] = [feePicoUsd(before, unit), feePicoUsd(after, unit)];
  if (from === to) return 1;
  if (from > 0 && to > 0) return factorOf(from, to);
  if (unit === "requests" || to === 0) {
    return factorOf(callWithFeePicoUsd(before, unit), callWithFeePicoUsd(after, unit));
  }
  return to / (dearest.get(unit) ?? to);
}

function feeMoves(before: StepsByUnit, after: StepsByUnit, dearest: DearestFees): PriceMove[] {
  return FEES.flatMap((unit): PriceMove[] => {
    const factor = feeFactor(before, after, unit, dearest);
    if (factor <= MAX_FACTOR) return [];
    const [from_pico, to_pico] = [feePicoUsd(before, unit), feePicoUsd(after, unit)];
    return [{ unit, above_input_tokens: null, from_pico, to_pico, factor: rounded(factor) }];
  });
}

/** Prices that no call is charged for today, such as those of a second of audio. */
function otherMoves(before: StepsByUnit, after: StepsByUnit): PriceMove[] {
  return Object.keys(after).flatMap((unit): PriceMove[] => {
    const [from_pico, to_pico] = [feePicoUsd(before, unit), feePicoUsd(after, unit)];
    const factor = from_pico === 0 ? 1 : factorOf(from_pico, to_pico);
    return factor <= MAX_FACTOR
      ? []
      : [{ unit, above_input_tokens: null, from_pico, to_pico, factor: rounded(factor) }];
  });
}

const stepsOf = (entry: GroupEntry): StepsByUnit => StoredRates.parse(JSON.parse(entry.rates));

const tokenPicoUsd = (steps: StepsByUnit) => feePicoUsd(steps, "input") || feePicoUsd(steps, "output");

function freeMove(before: StepsByUnit, after: StepsByUnit): PriceMove {
  return {
    unit: "input",
    above_input_tokens: null,
    from_pico: tokenPicoUsd(before),
    to_pico: tokenPicoUsd(after),
    factor: 0,
  };
}

/** What one rate charges. */
type Charged = { isFree: boolean; steps: StepsByUnit };

/** The prices that would move too far if calls were charged by the one rate after the other. */
export function rateMoves(before: Charged, after: Charged, dearest: DearestFees): PriceMove[] {
  const [was, is] = [before.steps, after.steps];
  if (before.isFree !== after.isFree) return [freeMove(was, is)];
  return [...tokenMoves(was, is), ...feeMoves(was, is, dearest), ...otherMoves(was, is)];
}

const chargedBy = (entry: GroupEntry): Charged => ({ isFree: entry.isFree, steps: stepsOf(entry) });

/** One move for every unit and way: a tier that moves like the base is not told again, nor is a part of the day. */
function distinct(moves: PriceMove[]): PriceMove[] {
  const told = new Map<string, PriceMove>();
  for (const move of moves) {
    const key = JSON.stringify([move.unit, move.from_pico, move.to_pico]);
    if (!told.has(key)) told.set(key, move);
  }
  return [...told.values()];
}

/**
 * The prices that would move by more than ten times either way, or from a price to free or back, if the one period followed
 * the other: what calls of every kind and size cost by both, at every time of the day.
 */
export function groupMoves(before: PriceGroup, after: PriceGroup, dearest: DearestFees): PriceMove[] {
  return distinct(
    daytimesOf(before, after).flatMap((time) => {
      const [was, is] = [activeEntry(before, time), activeEntry(after, time)];
      return was === undefined || is === undefined ? [] : rateMoves(chargedBy(was), chargedBy(is), dearest);
    }),
  );
}

/** What no call can be priced without, and a period lacks although the one before it has it. */
export function lostPrices(before: PriceGroup, after: PriceGroup | undefined): string[] {
  if (after === undefined) return ["input"];
  const lost = daytimesOf(before, after).flatMap((time) => {
    const [was, is] = [activeEntry(before, time), activeEntry(after, time)];
    if (was === undefined || is === undefined || is.isFree) return [];
    const [known, listed] = [stepsOf(was), stepsOf(is)];
    return ["input", "output"].filter((unit) => known[unit] !== undefined && listed[unit] === undefined);
  });
  return [...new Set(lost)];
}

/** The dearest fees among stored periods. */
export function dearestFees(groups: PriceGroup[]): DearestFees {
  const dearest = new Map<string, number>();
  for (const { entries } of groups) {
    for (const entry of entries) {
      const steps = stepsOf(entry);
      for (const unit of FEES) {
        const picoUsd = feePicoUsd(steps, unit);
        if (picoUsd > (dearest.get(unit) ?? 0)) dearest.set(unit, picoUsd);
      }
    }
  }
  return dearest;
}
