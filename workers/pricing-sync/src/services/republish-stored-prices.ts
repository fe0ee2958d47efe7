import type { Db, PriceProviderRow, selectPriceSource } from "@voygent/db";

import { shippedGenaiPrices } from "../sources/shipped-genai-prices.ts";
import { StoredRules } from "../stored-json.ts";
import { publishPriceList } from "./publish-price-list.ts";
import { readPriceListState } from "./read-price-list-state.ts";

type StoredSource = Awaited<ReturnType<typeof selectPriceSource>>[number];

/** The providers that were stored without extractors, with those of the shipped list. */
async function addShippedExtractors(stored: PriceProviderRow[], nowMs: number): Promise<PriceProviderRow[]> {
  const shipped = await shippedGenaiPrices();
  const shippedRules = new Map(shipped.providers.map(({ provider, rules }) => [provider, rules]));
  return stored.flatMap((row) => {
    const rules = StoredRules.parse(JSON.parse(row.rules));
    const extractors = shippedRules.get(row.provider)?.extractors;
    if (rules.extractors !== undefined || extractors === undefined) return [];
    return [{ ...row, rules: JSON.stringify({ ...rules, extractors }), recordedAtMs: nowMs }];
  });
}

/**
 * Publishes what is stored of a source once more, in the format of today. Extractors that an earlier version did not
 * store come from the shipped list until the next sync, which reads the published list even if that has not changed.
 */
export async function republishStoredPrices(
  db: Db,
  { source, version, nowMs }: { source: StoredSource; version: number; nowMs: number },
): Promise<void> {
  const state = await readPriceListState(db, source.id);
  const changed = await addShippedExtractors(state.providers, nowMs);
  const changedById = new Map(changed.map((row) => [row.provider, row]));
  const providers = state.providers.map((row) => changedById.get(row.provider) ?? row);
  await publishPriceList(db, {
    source: { ...source, etag: null, contentSha256: null },
    diff: {
      providers: changed,
      models: [],
      rates: [],
      supersededRateIds: [],
      added: 0,
      changed: 0,
      next: { ...state, providers },
    },
    version,
    nowMs,
    isNewFormat: true,
  });
}
