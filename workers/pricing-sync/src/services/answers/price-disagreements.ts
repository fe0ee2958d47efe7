import { type PriceDisagreements, PriceSourceId, usdPerMillion } from "@voygent/contracts";
import { type PriceBook, resolveRate, type StoredRate } from "@voygent/cost";
import type { Db } from "@voygent/db";

import { type SourceModel, sourceModels } from "../book/book-models.ts";
import { defaultProviders } from "../book/build-price-book.ts";
import { readPriceBook } from "../book/read-price-book.ts";
import { isConflict, placeLitellmModel } from "../book/place-litellm-model.ts";
import { type DefaultList, type DefaultModel, defaultList } from "../sync/default-list.ts";
import { type PriceState, readPriceState } from "../sync/price-state.ts";

/** What is compared: the units of the text that every model bills. */
const UNITS = ["input", "output", "cache_read", "cache_write"];

type Disagreement = PriceDisagreements["data"][number];

type Wanted = { minPercent: number; provider?: string | undefined; limit: number };

/** What one list charges for a model now, in pico-dollars by unit. */
type Listed = { provider: string; model: string; source: PriceSourceId; picoUsd: Map<string, number> };

function rateNow(rates: StoredRate[], nowMs: number): StoredRate | undefined {
  return rates.findLast(
    ({ serviceTier, window, effectiveFromMs, effectiveToMs }) =>
      serviceTier === "standard" && window === null && effectiveFromMs <= nowMs && nowMs < effectiveToMs,
  );
}

/** The first of each list: several of its names may mean one model. */
const oneOfEachSource = (listed: Listed[]) => [
  ...new Map(listed.toReversed().map((entry) => [entry.source, entry])).values(),
];

function pricesNow(priceOf: (unit: string) => number | undefined): Map<string, number> {
  const prices = UNITS.map((unit) => [unit, priceOf(unit) ?? 0] as const);
  return new Map(prices.filter(([, price]) => price > 0));
}

/** A model under the default list's name for it, where that names it literally; a family rule may mean a model of its own. */
function namesOf({ row }: SourceModel, found: DefaultModel | null): { provider: string; model: string } {
  return found !== null && found.by !== "rule" && found.by !== "undated" ? found : row;
}

/** What the default list would charge for a model that is charged by LiteLLM's own row, under the name of that row. */
function overruled({ row }: SourceModel, { rateAt }: DefaultModel, nowMs: number): Listed[] {
  const current = rateAt(nowMs);
  if (current === null) return [];
  const picoUsd = pricesNow((unit) => {
    const price = current.prices[unit];
    return typeof price === "object" ? price.base : price;
  });
  return [{ provider: row.provider, model: row.model, source: "genai-prices", picoUsd }];
}

function listedOf(model: SourceModel, list: DefaultList, nowMs: number): Listed[] {
  const rate = rateNow(model.rates, nowMs);
  if (rate === undefined) return [];
  const picoUsd = pricesNow((unit) => rate.rates[unit]?.[0]?.rate_pico_usd);
  const source = PriceSourceId.parse(model.row.source);
  const found = list.find(model.row.provider, model.row.model);
  if (found !== null && source === "litellm" && isConflict(placeLitellmModel(model, list))) {
    return [
      ...overruled(model, found, nowMs),
      { provider: model.row.provider, model: model.row.model, source, picoUsd },
    ];
  }
  const { provider, model: name } = namesOf(model, found);
  return [{ provider, model: name, source, picoUsd }];
}

function disagreementsOf(listed: Listed[], book: PriceBook, nowMs: number): Disagreement[] {
  const [first] = listed;
  if (first === undefined) return [];
  const { provider, model } = first;
  const resolved = resolveRate(book, { provider, model, atMs: nowMs });
  const sourceInUse = resolved.status === "priced" ? resolved.rate.source : null;
  return UNITS.flatMap((unit) => {
    const prices = listed.flatMap(({ source, picoUsd }) => {
      const price = picoUsd.get(unit);
      return price === undefined ? [] : [{ source, price }];
    });
    const [lowest, highest] = [
      Math.min(...prices.map(({ price }) => price)),
      Math.max(...prices.map(({ price }) => price)),
    ];
    if (prices.length < 2 || lowest === highest) return [];
    return [
      {
        provider,
        model,
        unit,
        prices: prices.map(({ source, price }) => ({
          source,
          price: usdPerMillion(price),
          in_use: source === sourceInUse,
        })),
        percent: Math.round((highest / lowest - 1) * 1000) / 10,
      },
    ];
  });
}

function compare(state: PriceState, book: PriceBook, nowMs: number): Disagreement[] {
  const list = defaultList(defaultProviders(state.lists["genai-prices"]));
  const listed = Object.values(state.lists).flatMap((stored) =>
    sourceModels(stored).flatMap((model) => listedOf(model, list, nowMs)),
  );
  const groups = Map.groupBy(listed, ({ provider, model }) => JSON.stringify([provider, model]));
  return [...groups.values()]
    .flatMap((group) => disagreementsOf(oneOfEachSource(group), book, nowMs))
    .toSorted((a, b) => b.percent - a.percent || (`${a.provider}/${a.model}` < `${b.provider}/${b.model}` ? -1 : 1));
}

/** What was found for a version of the book; a version never changes, and comparing reads every price. */
let held: { version: number; disagreements: Disagreement[] } | null = null;

/** The models whose prices differ by at least so many percent from list to list, the widest gap first. */
export async function priceDisagreements(
  db: Db,
  { minPercent, provider, limit }: Wanted,
  nowMs: number,
): Promise<PriceDisagreements> {
  const book = await readPriceBook(db, nowMs);
  if (held?.version !== book.version) {
    held = { version: book.version, disagreements: compare(await readPriceState(db), book, nowMs) };
  }
  const matching = held.disagreements.filter(
    (entry) => entry.percent >= minPercent && (provider === undefined || entry.provider === provider),
  );
  return { data: matching.slice(0, limit), total: matching.length };
}
