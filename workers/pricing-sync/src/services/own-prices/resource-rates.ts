import {
  decimalText,
  endText,
  type ResourceRates,
  type ResourceRatesList,
  type ResourceRatesRequest,
  scaledDecimal,
  startText,
} from "@voygent/contracts";
import { DEFAULT_RESOURCE_RATES } from "@voygent/cost";
import {
  type Db,
  insertPriceResourceRates,
  OPEN_MS,
  type PriceResourceRatesRow,
  selectPriceResourceRates,
  supersedePriceResourceRates,
} from "@voygent/db";

import type { PricingContext } from "../../pricing-bindings.ts";
import { changePrices } from "./change-prices.ts";
import { holdsAt, makeRoom } from "./own-periods.ts";

/** US dollars per million are pico-dollars per one with six places. */
const PER_MILLION_PLACES = 6;

const perMillion = (picoUsd: number) => decimalText(picoUsd, PER_MILLION_PLACES);
const picoUsdOf = (text: string) => scaledDecimal(text, PER_MILLION_PLACES);

const LIST_PRICES: ResourceRates = {
  id: null,
  row_read: perMillion(DEFAULT_RESOURCE_RATES.rowReadPicoUsd),
  row_written: perMillion(DEFAULT_RESOURCE_RATES.rowWrittenPicoUsd),
  api_call: perMillion(DEFAULT_RESOURCE_RATES.apiCallPicoUsd),
  cpu_ms: perMillion(DEFAULT_RESOURCE_RATES.cpuMsPicoUsd),
  free_tier: false,
  effective_from: null,
  effective_to: null,
  recorded_at: null,
};

const describe = (row: PriceResourceRatesRow): ResourceRates => ({
  id: row.id,
  row_read: perMillion(row.rowReadPicoUsd),
  row_written: perMillion(row.rowWrittenPicoUsd),
  api_call: perMillion(row.apiCallPicoUsd),
  cpu_ms: perMillion(row.cpuMsPicoUsd),
  free_tier: row.freeTier === 1,
  effective_from: startText(row.effectiveFromMs),
  effective_to: endText(row.effectiveToMs),
  recorded_at: new Date(row.recordedAtMs).toISOString(),
});

/** The own resource rates, past and future ones too, and what holds now: Cloudflare's list prices where nothing was set. */
export async function listResourceRates(db: Db, nowMs: number): Promise<ResourceRatesList> {
  const rows = await selectPriceResourceRates(db);
  const current = rows.findLast((row) => holdsAt(row, nowMs));
  return { current: current === undefined ? LIST_PRICES : describe(current), data: rows.map(describe) };
}

/** Sets what resources cost from a date on; from now on when none is given. */
export async function setResourceRates(c: PricingContext, wanted: ResourceRatesRequest): Promise<ResourceRates> {
  return await changePrices(c, async (db, nowMs) => {
    const fromMs = wanted.effective_from === undefined ? nowMs : Date.parse(wanted.effective_from);
    const { replaced, kept, toMs } = makeRoom(await selectPriceResourceRates(db), fromMs, OPEN_MS);
    const row: PriceResourceRatesRow = {
      id: crypto.randomUUID(),
      rowReadPicoUsd: picoUsdOf(wanted.row_read),
      rowWrittenPicoUsd: picoUsdOf(wanted.row_written),
      apiCallPicoUsd: picoUsdOf(wanted.api_call),
      cpuMsPicoUsd: picoUsdOf(wanted.cpu_ms),
      freeTier: wanted.free_tier ? 1 : 0,
      effectiveFromMs: fromMs,
      effectiveToMs: toMs,
      recordedAtMs: nowMs,
      supersededAtMs: OPEN_MS,
    };
    const ids = replaced.map(({ id }) => id);
    const rest = kept.map((part) => ({ ...part, id: crypto.randomUUID(), recordedAtMs: nowMs }));
    return {
      statements: [
        ...(ids.length > 0 ? [supersedePriceResourceRates(db, ids, nowMs)] : []),
        ...[...rest, row].map((part) => insertPriceResourceRates(db, part)),
      ],
      told: { action: "price.resource_rates_set", subject: "resources", detail: describe(row) },
      answer: describe(row),
    };
  });
}
