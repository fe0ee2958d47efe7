import {
  type BookContent,
  type BookModelContent,
  type BookProviderContent,
  serializePriceBook,
  SERVICE_TIERS,
  type StoredRate,
} from "@voygent/cost";
import type { PriceModelRow, PriceProviderRow, PriceRateRow } from "@voygent/db";
import * as z from "zod";

import { StoredMatch, StoredRates, StoredRules } from "../stored-json.ts";
import type { PriceListState } from "./read-price-list-state.ts";
import { isRetired } from "./retired-position.ts";

const StoredTier = z.enum(SERVICE_TIERS);
const StoredAliases = z.array(z.string());

const MINUTES_PER_DAY = 1440;
const ALL_WEEKDAYS = 127;

function storedRate(row: PriceRateRow): StoredRate {
  const { windowStartMinute, windowEndMinute, weekdays } = row;
  const isAlways = windowStartMinute === 0 && windowEndMinute === MINUTES_PER_DAY && weekdays === ALL_WEEKDAYS;
  return {
    id: row.id,
    source: row.source,
    serviceTier: StoredTier.parse(row.serviceTier),
    effectiveFromMs: row.effectiveFromMs,
    effectiveToMs: row.effectiveToMs,
    window: isAlways ? null : [windowStartMinute, windowEndMinute, weekdays],
    flags: [],
    rates: StoredRates.parse(JSON.parse(row.rates)),
  };
}

function modelContent(row: PriceModelRow, rates: PriceRateRow[]): BookModelContent {
  return {
    id: row.model,
    match: row.match === null ? null : StoredMatch.parse(JSON.parse(row.match)),
    aliases: StoredAliases.parse(JSON.parse(row.aliases)),
    flags: isRetired(row) ? ["retired"] : [],
    listedProvider: null,
    as: null,
    lanes: [rates.toSorted((a, b) => a.position - b.position).map(storedRate)],
  };
}

function providerContent(row: PriceProviderRow, models: BookModelContent[]): BookProviderContent {
  return { id: row.provider, rules: StoredRules.parse(JSON.parse(row.rules)), models };
}

const modelKey = (row: { provider: string; model: string }) => JSON.stringify([row.provider, row.model]);

function bookContent({ providers, models, rates }: PriceListState, version: number): BookContent {
  const ratesByModel = Map.groupBy(rates, modelKey);
  const modelsByProvider = Map.groupBy(
    models.toSorted((a, b) => a.position - b.position),
    ({ provider }) => provider,
  );
  const listed = providers
    .toSorted((a, b) => a.position - b.position)
    .map((row) =>
      providerContent(
        row,
        (modelsByProvider.get(row.provider) ?? []).map((model) =>
          modelContent(model, ratesByModel.get(modelKey(model)) ?? []),
        ),
      ),
    );
  return { version, providers: listed, aliases: [], discounts: [], services: [], resources: [] };
}

/** The price book of what is stored: current rates and match rules in the order of the list. */
export function buildPriceBook(state: PriceListState, version: number): string {
  return serializePriceBook(bookContent(state, version));
}
