import {
  decimalText,
  type Discount,
  type DiscountList,
  type DiscountRequest,
  endText,
  scaledDecimal,
  startText,
} from "@voygent/contracts";
import {
  type Db,
  insertPriceDiscount,
  OPEN_MS,
  type PriceDiscountRow,
  selectPriceDiscounts,
  supersedePriceDiscounts,
} from "@voygent/db";
import { AppError } from "@voygent/http";

import type { PricingContext } from "../../pricing-bindings.ts";
import { canonicalProvider } from "../book/canonical-provider.ts";
import { changePrices } from "./change-prices.ts";
import { endPeriods, holdsAt, makeRoom, type Replacement } from "./own-periods.ts";
import { readPriceBook } from "../book/read-price-book.ts";

const PERCENT_PLACES = 2;

const describe = (row: PriceDiscountRow): Discount => ({
  id: row.id,
  provider: row.provider,
  percent: decimalText(row.basisPoints, PERCENT_PLACES),
  note: row.note,
  effective_from: startText(row.effectiveFromMs),
  effective_to: endText(row.effectiveToMs),
  recorded_at: new Date(row.recordedAtMs).toISOString(),
});

async function currentOf(db: Db, provider: string): Promise<PriceDiscountRow[]> {
  return (await selectPriceDiscounts(db)).filter((row) => row.provider === provider);
}

function replace(db: Db, { replaced, kept }: Replacement<PriceDiscountRow>, nowMs: number) {
  const ids = replaced.map(({ id }) => id);
  return [
    ...(ids.length > 0 ? [supersedePriceDiscounts(db, ids, nowMs)] : []),
    ...kept.map((row) => insertPriceDiscount(db, { ...row, id: crypto.randomUUID(), recordedAtMs: nowMs })),
  ];
}

/** The discounts that are not ended, past and future ones too. */
export async function listDiscounts(db: Db): Promise<DiscountList> {
  return { data: (await selectPriceDiscounts(db)).map(describe) };
}

/** Takes a percentage off the AI costs at a provider from a date on; from now on when none is given. */
export async function setDiscount(c: PricingContext, name: string, wanted: DiscountRequest): Promise<Discount> {
  return await changePrices(c, async (db, nowMs) => {
    const provider = canonicalProvider(await readPriceBook(db, nowMs), name);
    const fromMs = wanted.effective_from === undefined ? nowMs : Date.parse(wanted.effective_from);
    const room = makeRoom(await currentOf(db, provider), fromMs, OPEN_MS);
    const row: PriceDiscountRow = {
      id: crypto.randomUUID(),
      provider,
      basisPoints: scaledDecimal(wanted.percent, PERCENT_PLACES),
      note: wanted.note ?? null,
      effectiveFromMs: fromMs,
      effectiveToMs: room.toMs,
      recordedAtMs: nowMs,
      supersededAtMs: OPEN_MS,
    };
    const answer = describe(row);
    const { percent, effective_from } = answer;
    return {
      statements: [...replace(db, room, nowMs), insertPriceDiscount(db, row)],
      told: { action: "price.discount_set", subject: provider, detail: { percent, effective_from, note: row.note } },
      answer,
    };
  });
}

/**
 * Ends the discount at a provider now.
 * @throws AppError `not_found` when there is none now or to come
 */
export async function endDiscount(c: PricingContext, name: string): Promise<void> {
  await changePrices(c, async (db, nowMs) => {
    const provider = canonicalProvider(await readPriceBook(db, nowMs), name);
    const ended = endPeriods(await currentOf(db, provider), nowMs);
    if (ended.replaced.length === 0) throw new AppError("not_found", "there is no discount at this provider");
    const percents = ended.replaced.filter((row) => holdsAt(row, nowMs)).map((row) => describe(row).percent);
    return {
      statements: replace(db, ended, nowMs),
      told: { action: "price.discount_ended", subject: provider, detail: { percent: percents[0] ?? null } },
      answer: undefined,
    };
  });
}
