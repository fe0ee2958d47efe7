import {
  type Db,
  type PriceAliasRow,
  type PriceDiscountRow,
  type PriceModelRow,
  type PriceProviderRow,
  type PriceRateRow,
  type PriceResourceRatesRow,
  type PriceServiceRateRow,
  selectCurrentPriceRates,
  selectPriceAliases,
  selectPriceDiscounts,
  selectPriceModels,
  selectPriceProviders,
  selectPriceResourceRates,
  selectPriceRevision,
  selectPriceServiceRates,
  selectPriceSource,
} from "@voygent/db";
import type { PriceSourceId } from "@voygent/contracts";

/** What is stored of one source. */
export type StoredList = { providers: PriceProviderRow[]; models: PriceModelRow[]; rates: PriceRateRow[] };

/** All prices in force, past and to come, and the own settings beside them. */
export type PriceState = {
  revision: number;
  lists: Record<PriceSourceId, StoredList>;
  /** When OpenRouter's list was first read: its prices are known from then on. */
  openrouterSinceMs: number | null;
  aliases: PriceAliasRow[];
  discounts: PriceDiscountRow[];
  services: PriceServiceRateRow[];
  resources: PriceResourceRatesRow[];
};

async function readList(db: Db, source: PriceSourceId): Promise<StoredList> {
  const [providers, models, rates] = await db.batch([
    selectPriceProviders(db, source),
    selectPriceModels(db, source),
    selectCurrentPriceRates(db, source),
  ]);
  return { providers, models, rates };
}

/** Reads all prices. What changes while it reads is in the next revision: the one told here is read first. */
export async function readPriceState(db: Db): Promise<PriceState> {
  const [[latest], [openrouter], aliases, discounts, services, resources] = await db.batch([
    selectPriceRevision(db),
    selectPriceSource(db, "openrouter"),
    selectPriceAliases(db),
    selectPriceDiscounts(db),
    selectPriceServiceRates(db),
    selectPriceResourceRates(db),
  ]);
  return {
    revision: latest?.revision ?? 0,
    lists: {
      override: await readList(db, "override"),
      openrouter: await readList(db, "openrouter"),
      "genai-prices": await readList(db, "genai-prices"),
      litellm: await readList(db, "litellm"),
      "llm-prices": await readList(db, "llm-prices"),
    },
    openrouterSinceMs: openrouter?.firstFetchedAtMs ?? null,
    aliases,
    discounts,
    services,
    resources,
  };
}
