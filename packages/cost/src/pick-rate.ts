import { type CallUsage, hasContextTiers, knowsMoreOfCall, passesTier } from "./knows-more-of-call.ts";
import type { BookModel, BookRate, FoundModel, MatchedBy, PriceBook } from "./price-book.ts";
import { readCompactRate } from "./read-compact-rate.ts";
import type { ServiceTier } from "./service-tier.ts";

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 24 * 60 * MS_PER_MINUTE;

/** 1 January 1970 was a Thursday; Monday is 0. */
const WEEKDAY_OF_DAY_0 = 3;
const DAYS_PER_WEEK = 7;

/** The list that means its first entry when none is active. */
const FIRST_WHEN_NONE = "genai-prices";

/**
 * A rate and how its model was found. `isTierLeftOut`: a lesser list knows a context tier that the call is in, but not what
 * most of its tokens cost. `isContextTierUnknown`: the rate of a service tier has no context tiers, and the standard one has one
 * that the call is in.
 */
export type PickedRate = {
  rate: BookRate;
  matchedBy: MatchedBy;
  isStandardInstead: boolean;
  isTierLeftOut: boolean;
  isContextTierUnknown: boolean;
};

/** Later rates stand behind earlier ones, and of the same time those of a part of the day behind the others. */
function byTime(left: BookRate, right: BookRate): number {
  const [start, otherStart] = [left.window?.startMinute ?? -1, right.window?.startMinute ?? -1];
  const [days, otherDays] = [left.window?.weekdays ?? 0, right.window?.weekdays ?? 0];
  const order = left.effectiveFromMs - right.effectiveFromMs || start - otherStart || otherDays - days;
  return order === 0 ? Number(left.id > right.id) - Number(left.id < right.id) : order;
}

/** The rates of a model by lane, read at the first time; within a lane in the order of their times, however they stood. */
function lanesOf(book: PriceBook, model: BookModel): BookRate[][] {
  model.lanes ??= model.compact[6].map((lane) =>
    lane.map((rate) => readCompactRate(rate, model, book)).toSorted(byTime),
  );
  return model.lanes;
}

function isInWindow({ startMinute, endMinute, weekdays }: NonNullable<BookRate["window"]>, atMs: number): boolean {
  const day = Math.floor(atMs / MS_PER_DAY);
  const minute = (atMs - day * MS_PER_DAY) / MS_PER_MINUTE;
  const isPastMidnight = endMinute < startMinute && minute < endMinute;
  const isInside =
    endMinute < startMinute ? isPastMidnight || minute >= startMinute : minute >= startMinute && minute < endMinute;
  if (!isInside) return false;
  const startDay = isPastMidnight ? day - 1 : day;
  const weekday = (((startDay + WEEKDAY_OF_DAY_0) % DAYS_PER_WEEK) + DAYS_PER_WEEK) % DAYS_PER_WEEK;
  return (weekdays & (1 << weekday)) !== 0;
}

function isActive(rate: BookRate, atMs: number): boolean {
  if (rate.effectiveFromMs !== 0 && atMs < rate.effectiveFromMs) return false;
  if (atMs >= rate.effectiveToMs) return false;
  return rate.window === null || isInWindow(rate.window, atMs);
}

type FindRate = (lane: BookRate[]) => BookRate | undefined;

type Found = Pick<PickedRate, "rate" | "matchedBy" | "isTierLeftOut">;

const isOfLesserList = ({ flags }: BookRate) => flags.includes("tier_from_fallback");

function firstOf(
  lanes: readonly BookRate[][],
  find: FindRate,
): { rate: BookRate; behind: readonly BookRate[][] } | null {
  for (const [index, lane] of lanes.entries()) {
    const rate = find(lane);
    if (rate !== undefined) return { rate, behind: lanes.slice(index + 1) };
  }
  return null;
}

/** The rate for a call of two that the lists tell: the better list's unless the one with context tiers says more of it. */
function chooseByUsage(rate: BookRate, better: BookRate | undefined, usage: CallUsage | undefined) {
  if (better === undefined || usage === undefined || knowsMoreOfCall(rate, better, usage)) {
    return { rate, isTierLeftOut: false };
  }
  return { rate: better, isTierLeftOut: passesTier(rate, usage.tokens) };
}

type Candidate = FoundModel["candidates"][number];

function pickFrom(book: PriceBook, { model, matchedBy }: Candidate, find: FindRate, usage?: CallUsage): Found | null {
  const first = firstOf(lanesOf(book, model), find);
  if (first === null) return null;
  if (!isOfLesserList(first.rate)) return { rate: first.rate, matchedBy, isTierLeftOut: false };
  return { ...chooseByUsage(first.rate, firstOf(first.behind, find)?.rate, usage), matchedBy };
}

/** For which tier, when (UTC, ms) and, if that is known, for what usage a rate is wanted. */
export type RateWanted = { tier: ServiceTier; atMs: number; usage?: CallUsage | undefined };

/** Whether a call is in a context tier of the standard rate while that of its service tier has none at all. */
function lacksContextTier(ofTier: BookRate, standard: Found | null, usage: CallUsage | undefined): boolean {
  if (standard === null || usage === undefined || hasContextTiers(ofTier)) return false;
  return standard.isTierLeftOut || passesTier(standard.rate, usage.tokens);
}

/** The active rate of one model for a tier, else its standard one. */
function pickActive(book: PriceBook, candidate: Candidate, { tier, atMs, usage }: RateWanted): PickedRate | null {
  const active = (wanted: ServiceTier): FindRate => {
    return (lane) => lane.findLast((rate) => rate.serviceTier === wanted && isActive(rate, atMs));
  };
  const standard = pickFrom(book, candidate, active("standard"), usage);
  const ofTier = tier === "standard" ? standard : pickFrom(book, candidate, active(tier), usage);
  if (ofTier !== null) {
    const isContextTierUnknown = tier !== "standard" && lacksContextTier(ofTier.rate, standard, usage);
    return { ...ofTier, isStandardInstead: false, isContextTierUnknown };
  }
  return standard === null ? null : { ...standard, isStandardInstead: true, isContextTierUnknown: false };
}

/**
 * The rate of a found model for a service tier at an instant. An own rate is asked before the lists, for the tier and then
 * for the standard one: it always wins. Of each the rate is that of the first lane that has an active one, there the last
 * active one; else it is the first of the list that says so of itself. Where only a lesser list knows context tiers, what the
 * call used decides between it and the better list, each taken whole; without usage the tiers stand.
 */
export function pickRate(book: PriceBook, { candidates }: FoundModel, wanted: RateWanted): PickedRate | null {
  for (const candidate of candidates) {
    const picked = pickActive(book, candidate, wanted);
    if (picked !== null) return picked;
  }
  for (const candidate of candidates) {
    const first = pickFrom(book, candidate, (lane) =>
      lane.find(({ source, serviceTier }) => source === FIRST_WHEN_NONE && serviceTier === "standard"),
    );
    if (first !== null) {
      return { ...first, isStandardInstead: wanted.tier !== "standard", isContextTierUnknown: false };
    }
  }
  return null;
}
