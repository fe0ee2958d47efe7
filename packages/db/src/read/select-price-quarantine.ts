import { desc, eq } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceQuarantine } from "../schema/prices.ts";

/** Held rates of one status, newest first. Walks `price_quarantine_status_idx` from its end. */
export function selectPriceQuarantine(db: Db, status: string, limit: number) {
  return db
    .select()
    .from(priceQuarantine)
    .where(eq(priceQuarantine.status, status))
    .orderBy(desc(priceQuarantine.createdAtMs))
    .limit(limit);
}

/** One entry of held rates, or none. One row by primary key. */
export function selectPriceQuarantineById(db: Db, id: string) {
  return db.select().from(priceQuarantine).where(eq(priceQuarantine.id, id)).limit(1);
}

/** Everything that was ever held of a source, decided or not. Walks the source's part of `price_quarantine_listed_idx`. */
export function selectSourceQuarantine(db: Db, source: string) {
  const { id, provider, model, serviceTier, listed, listedSha256, status, createdAtMs, decidedAtMs } = priceQuarantine;
  return db
    .select({ id, provider, model, serviceTier, listed, listedSha256, status, createdAtMs, decidedAtMs })
    .from(priceQuarantine)
    .where(eq(priceQuarantine.source, source));
}
