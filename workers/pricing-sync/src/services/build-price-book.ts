import {
  type DocumentModel,
  type DocumentPrice,
  type DocumentProvider,
  type DocumentRate,
  PRICE_BOOK_FORMAT,
  type PriceBookDocument,
} from "@voygent/cost";
import type { PriceModelRow, PriceProviderRow, PriceRateRow } from "@voygent/db";

import { StoredMatch, StoredRates, StoredRules } from "../stored-json.ts";
import type { RateStep } from "../price-list.ts";
import type { PriceListState } from "./read-price-list-state.ts";
import { isRetired } from "./retired-position.ts";

function documentPrice([base, ...tiers]: RateStep[]): DocumentPrice {
  const basePicoUsd = base?.rate_pico_usd ?? 0;
  if (tiers.length === 0) return basePicoUsd;
  return {
    base: basePicoUsd,
    tiers: tiers.map(({ min_input_tokens, inclusive, rate_pico_usd }) =>
      inclusive ? [min_input_tokens, rate_pico_usd, 1] : [min_input_tokens, rate_pico_usd],
    ),
  };
}

function documentRate(row: PriceRateRow): DocumentRate {
  const units = Object.entries(StoredRates.parse(JSON.parse(row.rates)));
  return {
    id: row.id,
    ...(row.effectiveFromMs !== 0 && { from: row.effectiveFromMs }),
    ...(!(row.windowStartMinute === 0 && row.windowEndMinute === 1440) && {
      window: [row.windowStartMinute, row.windowEndMinute],
    }),
    prices: Object.fromEntries(units.map(([unit, steps]) => [unit, documentPrice(steps)])),
  };
}

function documentModel(row: PriceModelRow, rates: PriceRateRow[]): DocumentModel {
  const match = row.match === null ? { equals: row.model } : StoredMatch.parse(JSON.parse(row.match));
  const isOwnId = "equals" in match && match.equals === row.model;
  return {
    id: row.model,
    ...(!isOwnId && { match }),
    ...(isRetired(row) && { retired: true }),
    rates: rates.toSorted((a, b) => a.position - b.position).map(documentRate),
  };
}

function documentProvider(row: PriceProviderRow, models: DocumentModel[]): DocumentProvider {
  const rules = StoredRules.parse(JSON.parse(row.rules));
  return { id: row.provider, source: row.source, ...rules, models };
}

const modelKey = (row: { provider: string; model: string }) => JSON.stringify([row.provider, row.model]);

/** The price book of what is stored: current rates and match rules in the order of the list. */
export function buildPriceBook({ providers, models, rates }: PriceListState): PriceBookDocument {
  const ratesByModel = Map.groupBy(rates, modelKey);
  const modelsByProvider = Map.groupBy(
    models.toSorted((a, b) => a.position - b.position),
    ({ provider }) => provider,
  );
  return {
    format: PRICE_BOOK_FORMAT,
    providers: providers
      .toSorted((a, b) => a.position - b.position)
      .map((row) =>
        documentProvider(
          row,
          (modelsByProvider.get(row.provider) ?? []).map((model) =>
            documentModel(model, ratesByModel.get(modelKey(model)) ?? []),
          ),
        ),
      ),
  };
}
