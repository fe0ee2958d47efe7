import type { PriceFeedId } from "@voygent/contracts";
import {
  type BookRate,
  findListed,
  type ListedModelMatch,
  OPEN_MS,
  type PriceBook,
  resolveRate,
  SERVICE_TIERS,
} from "@voygent/cost";

import type { ListedProvider } from "../../price-list.ts";
import { PriceListRejected } from "../../price-list-rejected.ts";
import { type Asked, askedNames } from "./asked-names.ts";
import type { StepsByUnit } from "./call-prices.ts";
import { checkBook } from "./check-book.ts";
import type { PriceListDiff } from "./diff-price-list.ts";
import { storedGroups } from "./price-groups.ts";
import type { PriceState, StoredList } from "./price-state.ts";
import { type DearestFees, dearestFees, rateMoves } from "./quarantine-moves.ts";
import { isRetired } from "./retired-position.ts";

type ModelName = { provider: string; model: string };

/** A name under which calls are priced, and whose price it leads to before and after a change. */
export type MovedName = { name: string; from: ModelName; to: ModelName };

type Books = { before: PriceBook; after: PriceBook };

type Change = { source: PriceFeedId; stored: StoredList; providers: ListedProvider[]; diff: PriceListDiff };

const HOUR_MS = 60 * 60 * 1000;

const NO_CHANGE: PriceListDiff = {
  providers: [],
  models: [],
  added: [],
  vanished: [],
  written: [],
  superseded: [],
  changes: [],
  held: [],
  incomplete: [],
};

const keyOf = ({ provider, model }: ModelName) => JSON.stringify([provider, model]);

const nameOf = ({ provider, model }: ModelName): ModelName => ({ provider, model });

const isFree = ({ charges }: BookRate) => charges === "nothing";

/** The prices of a rate of a book as they are stored. */
function stepsOf({ prices }: BookRate): StepsByUnit {
  const steps: StepsByUnit = {};
  for (const [unit, price] of Object.entries(prices)) {
    if (price === undefined) continue;
    const { base, tiers } = typeof price === "number" ? { base: price, tiers: [] } : price;
    steps[unit] = [
      { min_input_tokens: 0, inclusive: false, rate_pico_usd: base },
      ...tiers.map(([above, picoUsd, inclusive]) => ({
        min_input_tokens: above,
        inclusive: inclusive === 1,
        rate_pico_usd: picoUsd,
      })),
    ];
  }
  return steps;
}

/** Every rate before a change with the one after it that calls under a name get, of each tier and at each of the instants. */
function ratePairs({ provider, name }: Asked, { before, after }: Books, instants: number[]): [BookRate, BookRate][] {
  const pairs = new Map<string, [BookRate, BookRate]>();
  for (const serviceTier of SERVICE_TIERS) {
    for (const atMs of instants) {
      const call = { provider, model: name, serviceTier, atMs };
      const [was, is] = [resolveRate(before, call), resolveRate(after, call)];
      if (was.status === "priced" && is.status === "priced") {
        pairs.set(JSON.stringify([was.rate.id, is.rate.id]), [was.rate, is.rate]);
      }
    }
  }
  return [...pairs.values()];
}

function isFar([was, is]: [BookRate, BookRate], dearest: DearestFees): boolean {
  const [before, after] = [
    { isFree: isFree(was), steps: stepsOf(was) },
    { isFree: isFree(is), steps: stepsOf(is) },
  ];
  return rateMoves(before, after, dearest).length > 0;
}

/** The hours of a day from now on, the starts of the prices to come of these models, and the end of all time. */
function instantsFor({ stored, diff }: Change, nowMs: number): (names: ModelName[]) => number[] {
  const hours = Array.from({ length: 24 }, (_, hour) => nowMs + hour * HOUR_MS);
  const toCome = [...stored.rates, ...diff.written].filter(({ effectiveFromMs }) => effectiveFromMs > nowMs);
  const byModel = Map.groupBy(toCome, keyOf);
  return (names) => {
    const starts = names.flatMap((name) => byModel.get(keyOf(name)) ?? []).map((rate) => rate.effectiveFromMs);
    return [...new Set([...hours, ...starts, OPEN_MS - 1])];
  };
}

/** The book without a change, null when there is none. */
export function bookBefore(prices: PriceState, source: PriceFeedId, nowMs: number): PriceBook | null {
  try {
    return checkBook(prices, source, NO_CHANGE, nowMs);
  } catch (error) {
    if (error instanceof PriceListRejected) return null;
    throw error;
  }
}

/** What a name leads to: the entry of the book, and the model whose rates this charges, which may be that of another list. */
function placesOf(found: ListedModelMatch, nowMs: number): ModelName[] {
  const rate = found.rate(nowMs);
  return rate === null ? [nameOf(found)] : [nameOf(found), nameOf(rate)];
}

/** Whether a name is that of a model whose own row in the list is charged. */
function isChargedByOwnRow(
  found: ListedModelMatch,
  { source, provider, name }: Asked & { source: PriceFeedId },
  nowMs: number,
): boolean {
  const rate = found.rate(nowMs);
  return rate !== null && rate.source === source && rate.provider === provider && rate.model === name;
}

/**
 * The names that lead to another entry, or to the rates of another model, or to a new one. That a known model of the list is
 * charged by its own row, where the row of another list was, is no move: how far its prices go is judged by themselves.
 */
function ledElsewhere({ source, stored, providers, diff }: Change, { before, after }: Books, nowMs: number) {
  const added = new Set(diff.added.map(keyOf));
  const known = new Set(stored.models.filter((row) => !isRetired(row)).map(keyOf));
  return askedNames(stored.models, providers).flatMap((asked): { asked: Asked; moved: MovedName[] }[] => {
    const { provider, name } = asked;
    const [was, is] = [findListed(before, provider, name), findListed(after, provider, name)];
    if (was === null || is === null) return [];
    if (known.has(keyOf({ provider, model: name })) && isChargedByOwnRow(is, { source, provider, name }, nowMs))
      return [];
    const places = placesOf(is, nowMs);
    const moved = placesOf(was, nowMs).flatMap((from, index): MovedName[] => {
      const to = places[index];
      return to === undefined || (keyOf(from) === keyOf(to) && !added.has(keyOf(to))) ? [] : [{ name, from, to }];
    });
    return moved.length === 0 ? [] : [{ asked, moved }];
  });
}

/**
 * The names of a list that would lead to another model than before, or to a new one, of which any call costs less than a tenth
 * or more than ten times of what it is charged, at a time of the day from now on or by prices to come. `providers` is the list
 * as it would be taken over, the books are those without and with it; which names they find is their own word.
 */
export function movedNames(change: Change, books: Books, nowMs: number): MovedName[] {
  const led = ledElsewhere(change, books, nowMs);
  if (led.length === 0) return [];
  const dearest = dearestFees(storedGroups(change.stored.rates));
  const instantsOf = instantsFor(change, nowMs);
  return led
    .filter(({ asked, moved }) => {
      const instants = instantsOf(moved.flatMap(({ from, to }) => [from, to]));
      return ratePairs(asked, books, instants).some((pair) => isFar(pair, dearest));
    })
    .flatMap(({ moved }) => moved);
}
