import {
  decimalText,
  endText,
  scaledDecimal,
  type ServiceRate,
  type ServiceRateList,
  type ServiceRateRequest,
  startText,
} from "@voygent/contracts";
import {
  type Db,
  insertPriceServiceRate,
  OPEN_MS,
  type PriceServiceRateRow,
  selectPriceServiceRates,
  supersedePriceServiceRates,
} from "@voygent/db";
import { AppError } from "@voygent/http";

import type { PricingContext } from "../../pricing-bindings.ts";
import { changePrices } from "./change-prices.ts";
import { endPeriods, makeRoom, type Replacement } from "./own-periods.ts";

/** US dollars are pico-dollars with twelve places. */
const USD_PLACES = 12;

const describe = (row: PriceServiceRateRow): ServiceRate => ({
  id: row.id,
  service: row.service,
  per_call: decimalText(row.picoUsdPerCall, USD_PLACES),
  effective_from: startText(row.effectiveFromMs),
  effective_to: endText(row.effectiveToMs),
  recorded_at: new Date(row.recordedAtMs).toISOString(),
});

async function currentOf(db: Db, service: string): Promise<PriceServiceRateRow[]> {
  return (await selectPriceServiceRates(db)).filter((row) => row.service === service);
}

function replace(db: Db, { replaced, kept }: Replacement<PriceServiceRateRow>, nowMs: number) {
  const ids = replaced.map(({ id }) => id);
  return [
    ...(ids.length > 0 ? [supersedePriceServiceRates(db, ids, nowMs)] : []),
    ...kept.map((row) => insertPriceServiceRate(db, { ...row, id: crypto.randomUUID(), recordedAtMs: nowMs })),
  ];
}

/** What a call of each own service costs, past and future prices too. */
export async function listServiceRates(db: Db): Promise<ServiceRateList> {
  return { data: (await selectPriceServiceRates(db)).map(describe) };
}

/**
 * Sets what a call of a service costs from a date on; interactions of the type `api` name it as their provider. Without a
 * date it is from always when the service had no price yet, else from now on.
 */
export async function setServiceRate(
  c: PricingContext,
  name: string,
  wanted: ServiceRateRequest,
): Promise<ServiceRate> {
  return await changePrices(c, async (db, nowMs) => {
    const service = name.trim().toLowerCase();
    const current = await currentOf(db, service);
    const from = wanted.effective_from;
    const fromMs = from !== undefined ? Date.parse(from) : current.length === 0 ? 0 : nowMs;
    const room = makeRoom(current, fromMs, OPEN_MS);
    const row: PriceServiceRateRow = {
      id: crypto.randomUUID(),
      service,
      picoUsdPerCall: scaledDecimal(wanted.per_call, USD_PLACES),
      effectiveFromMs: fromMs,
      effectiveToMs: room.toMs,
      recordedAtMs: nowMs,
      supersededAtMs: OPEN_MS,
    };
    const answer = describe(row);
    const { per_call, effective_from } = answer;
    return {
      statements: [...replace(db, room, nowMs), insertPriceServiceRate(db, row)],
      told: { action: "price.service_set", subject: service, detail: { per_call, effective_from } },
      answer,
    };
  });
}

/**
 * Ends the price of a service now.
 * @throws AppError `not_found` when there is none now or to come
 */
export async function endServiceRate(c: PricingContext, name: string): Promise<void> {
  await changePrices(c, async (db, nowMs) => {
    const service = name.trim().toLowerCase();
    const ended = endPeriods(await currentOf(db, service), nowMs);
    if (ended.replaced.length === 0) throw new AppError("not_found", "this service has no price");
    const prices = ended.replaced.map((row) => {
      const { per_call, effective_from } = describe(row);
      return { per_call, effective_from };
    });
    return {
      statements: replace(db, ended, nowMs),
      told: { action: "price.service_ended", subject: service, detail: { ended: prices } },
      answer: undefined,
    };
  });
}
