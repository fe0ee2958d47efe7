import { OPEN_MS, type PriceModelRow, type PriceProviderRow, type PriceRateRow } from "@voygent/db";
import { sha256Hex } from "@voygent/http";

import type { ListedModel, ListedProvider, PriceList } from "../price-list.ts";
import type { PriceListState } from "./read-price-list-state.ts";
import { isRetired, retiredPosition } from "./retired-position.ts";

const SERVICE_TIER = "standard";

/** What a list changes: the rows to write, and everything as it stands afterwards. */
export type PriceListDiff = {
  providers: PriceProviderRow[];
  models: PriceModelRow[];
  rates: PriceRateRow[];
  supersededRateIds: string[];
  /** How many models are new, and of how many others a rate changed. */
  added: number;
  changed: number;
  next: PriceListState;
};

type DiffOptions = { source: string; state: PriceListState; list: PriceList; nowMs: number; lastSeenAtMs: number };

const modelKey = ({ provider, model }: { provider: string; model: string }) => JSON.stringify([provider, model]);

function sameFields<Row extends object>(a: Row | undefined, b: Row, fields: (keyof Row)[]): boolean {
  return a !== undefined && fields.every((field) => a[field] === b[field]);
}

/** The rows of what is listed, unchanged rows as they are stored; what has left the list follows in its old order. */
function mergeRows<Row extends { position: number }>(
  stored: Row[],
  listed: Row[],
  options: { keyOf: (row: Row) => string; compared: (keyof Row)[]; retire: (row: Row) => Row },
): { written: Row[]; next: Row[] } {
  const storedByKey = new Map(stored.map((row) => [options.keyOf(row), row]));
  const listedKeys = new Set(listed.map(options.keyOf));
  const written: Row[] = [];
  const next: Row[] = [];
  for (const row of listed) {
    const known = storedByKey.get(options.keyOf(row));
    if (known !== undefined && sameFields(known, row, options.compared)) next.push(known);
    else {
      written.push(row);
      next.push(row);
    }
  }
  for (const row of stored) {
    if (listedKeys.has(options.keyOf(row))) continue;
    const retired = isRetired(row) ? row : options.retire(row);
    if (retired !== row) written.push(retired);
    next.push(retired);
  }
  return { written, next };
}

function providerRow({ provider, name, rules }: ListedProvider, position: number, { source, nowMs }: DiffOptions) {
  return { source, provider, position, name, rules: JSON.stringify(rules), recordedAtMs: nowMs };
}

function modelRow(provider: string, listed: ListedModel, position: number, { source, nowMs }: DiffOptions) {
  const { model, name, match } = listed;
  const row = {
    source,
    provider,
    model,
    position,
    name,
    sourceKey: model,
    match: JSON.stringify(match),
    aliases: "[]",
  };
  return { ...row, recordedAtMs: nowMs, firstSeenAtMs: nowMs, lastSeenAtMs: nowMs };
}

type RateContent = Omit<PriceRateRow, "id" | "contentSha256">;

const RATE_FIELDS: (keyof RateContent)[] = ["effectiveFromMs", "windowStartMinute", "windowEndMinute", "rates"];

function rateContents(provider: string, listed: ListedModel, { source, nowMs }: DiffOptions): RateContent[] {
  return listed.rates.map(({ rates, effectiveFromMs, windowStartMinute, windowEndMinute }, position) => ({
    source,
    provider,
    model: listed.model,
    serviceTier: SERVICE_TIER,
    position,
    effectiveFromMs: effectiveFromMs ?? 0,
    effectiveToMs: OPEN_MS,
    windowStartMinute: windowStartMinute ?? 0,
    windowEndMinute: windowEndMinute ?? 1440,
    weekdays: 127,
    isFree: Object.keys(rates).length === 0 ? 1 : 0,
    rates: JSON.stringify(rates),
    flags: "[]",
    recordedAtMs: nowMs,
    supersededAtMs: OPEN_MS,
  }));
}

async function rateRow(content: RateContent): Promise<PriceRateRow> {
  const { recordedAtMs, supersededAtMs: _, ...described } = content;
  const contentSha256 = await sha256Hex(JSON.stringify(described));
  return { id: `${contentSha256.slice(0, 16)}-${recordedAtMs.toString(36)}`, ...content, contentSha256 };
}

async function diffRates(options: DiffOptions, listedRates: RateContent[]) {
  const keyOf = (rate: RateContent) => JSON.stringify([rate.provider, rate.model, rate.serviceTier, rate.position]);
  const storedByKey = new Map(options.state.rates.map((rate) => [keyOf(rate), rate]));
  const listedModels = new Set(listedRates.map(modelKey));
  const kept = new Map<string, PriceRateRow>();
  const fresh: RateContent[] = [];
  for (const rate of listedRates) {
    const stored = storedByKey.get(keyOf(rate));
    if (stored !== undefined && sameFields<RateContent>(stored, rate, RATE_FIELDS)) kept.set(stored.id, stored);
    else fresh.push(rate);
  }
  // A model that has left the list keeps its rates; an entry that a listed model has lost was withdrawn.
  for (const rate of options.state.rates) if (!listedModels.has(modelKey(rate))) kept.set(rate.id, rate);
  const written = await Promise.all(fresh.map(rateRow));
  const superseded = options.state.rates.filter(({ id }) => !kept.has(id));
  return { written, superseded, next: [...kept.values(), ...written] };
}

/**
 * Compares a list with what is stored of its source. Nothing is ever deleted: changed and withdrawn rates are superseded,
 * models that have left the list keep their rates and stand behind those that are listed. `lastSeenAtMs` is when the
 * list was read before.
 */
export async function diffPriceList(options: DiffOptions): Promise<PriceListDiff> {
  const { state, list, lastSeenAtMs } = options;
  const providers = mergeRows<PriceProviderRow>(
    state.providers,
    list.providers.map((listed, position) => providerRow(listed, position, options)),
    {
      keyOf: ({ provider }) => provider,
      compared: ["position", "name", "rules"],
      retire: (row) => ({ ...row, position: retiredPosition(row) }),
    },
  );
  const models = mergeRows<PriceModelRow>(
    state.models,
    list.providers.flatMap(({ provider, models: listed }) =>
      listed.map((model, position) => modelRow(provider, model, position, options)),
    ),
    {
      keyOf: modelKey,
      compared: ["position", "name", "match"],
      retire: (row) => ({ ...row, position: retiredPosition(row), lastSeenAtMs }),
    },
  );
  const rates = await diffRates(
    options,
    list.providers.flatMap(({ provider, models: listed }) =>
      listed.flatMap((model) => rateContents(provider, model, options)),
    ),
  );
  const storedModels = new Set(state.models.map(modelKey));
  const repriced = new Set([...rates.written, ...rates.superseded].map(modelKey));
  return {
    providers: providers.written,
    models: models.written,
    rates: rates.written,
    supersededRateIds: rates.superseded.map(({ id }) => id),
    added: models.next.filter((row) => !storedModels.has(modelKey(row))).length,
    changed: [...repriced].filter((key) => storedModels.has(key)).length,
    next: { providers: providers.next, models: models.next, rates: rates.next },
  };
}
