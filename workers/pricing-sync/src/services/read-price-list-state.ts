import {
  type Db,
  type PriceModelRow,
  type PriceProviderRow,
  type PriceRateRow,
  selectCurrentPriceRates,
  selectPriceModels,
  selectPriceProviders,
} from "@voygent/db";

/** What is stored of one source: its providers and models in their order, and the rates in force or to come. */
export type PriceListState = { providers: PriceProviderRow[]; models: PriceModelRow[]; rates: PriceRateRow[] };

/** Reads what is stored of a source. */
export async function readPriceListState(db: Db, source: string): Promise<PriceListState> {
  const [providers, models, rates] = await db.batch([
    selectPriceProviders(db, source),
    selectPriceModels(db, source),
    selectCurrentPriceRates(db, source),
  ]);
  return { providers, models, rates };
}
