import { and, asc, eq, gt, lt } from "drizzle-orm";

import type { Db } from "../db.ts";
import { OPEN_MS, priceModels, priceProviders, priceRates } from "../schema/prices.ts";

/** One row of `price_providers`. */
export type PriceProviderRow = typeof priceProviders.$inferSelect;

/** One row of `price_models`. */
export type PriceModelRow = typeof priceModels.$inferSelect;

/** One row of `price_rates`. */
export type PriceRateRow = typeof priceRates.$inferSelect;

/** Every provider of a source, in its order. By primary key. */
export function selectPriceProviders(db: Db, source: string) {
  return db
    .select()
    .from(priceProviders)
    .where(eq(priceProviders.source, source))
    .orderBy(asc(priceProviders.position), asc(priceProviders.provider));
}

/** Every model of a source, in its order within its provider. By primary key. */
export function selectPriceModels(db: Db, source: string) {
  return db
    .select()
    .from(priceModels)
    .where(eq(priceModels.source, source))
    .orderBy(asc(priceModels.provider), asc(priceModels.position), asc(priceModels.model));
}

/**
 * Every rate of a source that no later one has superseded, past and future ones too, by model, tier and time. Walks the
 * source's part of `price_rates_source_superseded_at_ms_idx`.
 */
export function selectCurrentPriceRates(db: Db, source: string) {
  const { provider, model, serviceTier, effectiveFromMs, position } = priceRates;
  return db
    .select()
    .from(priceRates)
    .where(and(eq(priceRates.source, source), eq(priceRates.supersededAtMs, OPEN_MS)))
    .orderBy(asc(provider), asc(model), asc(serviceTier), asc(effectiveFromMs), asc(position));
}

/**
 * The rates of a source that later ones have superseded after an instant. Walks the source's part of
 * `price_rates_source_superseded_at_ms_idx` from there.
 */
export function selectRecentPriceRates(db: Db, source: string, sinceMs: number) {
  return db
    .select()
    .from(priceRates)
    .where(
      and(
        eq(priceRates.source, source),
        gt(priceRates.supersededAtMs, sinceMs),
        lt(priceRates.supersededAtMs, OPEN_MS),
      ),
    );
}

/** The rates of one model of a source that no later one has superseded. A range of the primary key. */
export function selectCurrentModelRates(db: Db, of: { source: string; provider: string; model: string }) {
  return db
    .select()
    .from(priceRates)
    .where(
      and(
        eq(priceRates.provider, of.provider),
        eq(priceRates.model, of.model),
        eq(priceRates.source, of.source),
        eq(priceRates.supersededAtMs, OPEN_MS),
      ),
    )
    .orderBy(asc(priceRates.serviceTier), asc(priceRates.effectiveFromMs), asc(priceRates.position));
}
