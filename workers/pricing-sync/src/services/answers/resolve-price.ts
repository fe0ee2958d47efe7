import { describeRate, type ResolvedRate, ServiceTier } from "@voygent/contracts";
import { type PricedCall, resolveRate } from "@voygent/cost";
import { type Db, selectPriceRate } from "@voygent/db";

import { readPriceBook } from "../book/read-price-book.ts";

/** The rate that an interaction would get, or why it would get none. */
export async function resolvePrice(db: Db, call: PricedCall, nowMs: number): Promise<ResolvedRate> {
  const resolved = resolveRate(await readPriceBook(db, nowMs), call);
  if (resolved.status === "unpriced") return resolved;
  const { matchedBy, seller, rate, flags } = resolved;
  const [row] = await selectPriceRate(db, rate.id);
  if (row === undefined) throw new TypeError(`the price book names the rate ${rate.id}, which is not stored`);
  return {
    status: "priced",
    matched_by: matchedBy,
    provider: seller,
    service_tier: ServiceTier.parse(rate.serviceTier),
    flags: [...flags],
    rate: { ...describeRate(row, seller), model: rate.model },
  };
}
