import {
  type Db,
  type PriceModelRow,
  type PriceProviderRow,
  type PriceRateRow,
  selectCurrentPriceRates,
  selectPriceModels,
  selectPriceProviders,
  selectPriceRevision,
} from "@voygent/db";

/** What is stored of one source, with the rates that no later ones have superseded, and the revision of all prices. */
export type SourceState = {
  revision: number;
  providers: PriceProviderRow[];
  models: PriceModelRow[];
  rates: PriceRateRow[];
};

/** Reads what is stored of a source, as of one instant. */
export async function readSourceState(db: Db, source: string): Promise<SourceState> {
  const [[latest], providers, models, rates] = await db.batch([
    selectPriceRevision(db),
    selectPriceProviders(db, source),
    selectPriceModels(db, source),
    selectCurrentPriceRates(db, source),
  ]);
  return { revision: latest?.revision ?? 0, providers, models, rates };
}
