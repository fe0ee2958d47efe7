import type { PriceFeedId } from "@voygent/contracts";
import { type BookRate, findListed, type ListedModelMatch, OPEN_MS, type PriceBook } from "@voygent/cost";
import type { PriceModelRow } from "@voygent/db";

import type { ListedProvider } from "../../price-list.ts";
import { PriceListRejected } from "../../price-list-rejected.ts";
import { StoredAliases, StoredMatch } from "../../stored-json.ts";
import type { StepsByUnit } from "./call-prices.ts";
import { checkBook } from "./check-book.ts";
import type { PriceListDiff } from "./diff-price-list.ts";
import { storedGroups } from "./price-groups.ts";
import type { PriceState } from "./price-state.ts";
import { type DearestFees, dearestFees, rateMoves } from "./quarantine-moves.ts";
import { spelledNames } from "./spelled-names.ts";

type ModelName = { provider: string; model: string };

/** A name under which calls are priced, and whose price it leads to before and after a change. */
export type MovedName = { name: string; from: ModelName; to: ModelName };

type Found = { name: string; was: ListedModelMatch; is: ListedModelMatch };

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

function isFar(was: BookRate | null, is: BookRate | null, dearest: DearestFees): boolean {
  if (was === null || is === null) return false;
  const [before, after] = [was, is].map((rate) => ({ isFree: isFree(rate), steps: stepsOf(rate) }));
  return before !== undefined && after !== undefined && rateMoves(before, after, dearest).length > 0;
}

const storedModel = ({ model, match, aliases }: PriceModelRow) => ({
  model,
  match: match === null ? null : StoredMatch.parse(JSON.parse(match)),
  aliases: StoredAliases.parse(JSON.parse(aliases)),
});

/** Every name that a list spells out now or did before, once for each provider. */
function namesOf(stored: PriceModelRow[], providers: ListedProvider[]): { provider: string; name: string }[] {
  const names = new Map<string, Set<string>>();
  const add = (provider: string, spelled: string[]) => {
    const known = names.get(provider) ?? new Set();
    names.set(provider, known);
    for (const name of spelled) known.add(name);
  };
  for (const row of stored) add(row.provider, spelledNames(storedModel(row)));
  for (const { provider, models } of providers) for (const model of models) add(provider, spelledNames(model));
  return [...names].flatMap(([provider, ofProvider]) => [...ofProvider].map((name) => ({ provider, name })));
}

/** The book without a change; null when there is none, which no change must answer for. */
export function bookBefore(prices: PriceState, source: PriceFeedId, nowMs: number): PriceBook | null {
  try {
    return checkBook(prices, source, NO_CHANGE, nowMs);
  } catch (error) {
    if (error instanceof PriceListRejected) return null;
    throw error;
  }
}

/**
 * The names of a list that would lead to another model than before, or to a new one, whose calls cost less than a tenth or more
 * than ten times of what they are charged today, or would be by the last prices of both. `providers` is the list as it would
 * be taken over, `before` and `after` are the books without and with it; which names they find is their own word.
 */
export function movedNames(
  {
    stored,
    providers,
    diff,
  }: { stored: PriceState["lists"][PriceFeedId]; providers: ListedProvider[]; diff: PriceListDiff },
  { before, after }: { before: PriceBook; after: PriceBook },
  nowMs: number,
): MovedName[] {
  const added = new Set(diff.added.map(keyOf));
  const found = namesOf(stored.models, providers).flatMap(({ provider, name }): Found[] => {
    const [was, is] = [findListed(before, provider, name), findListed(after, provider, name)];
    if (was === null || is === null || (keyOf(was) === keyOf(is) && !added.has(keyOf(is)))) return [];
    return [{ name, was, is }];
  });
  if (found.length === 0) return [];
  const dearest = dearestFees(storedGroups(stored.rates));
  return found
    .filter(({ was, is }) => [nowMs, OPEN_MS - 1].some((atMs) => isFar(was.rate(atMs), is.rate(atMs), dearest)))
    .map(({ name, was, is }) => ({ name, from: nameOf(was), to: nameOf(is) }));
}
