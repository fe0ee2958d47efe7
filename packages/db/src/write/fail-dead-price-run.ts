import { and, eq, lt, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceRuns } from "../schema/prices.ts";

/** Ends the newest run as failed when it began before `startedBeforeMs` and never ended. Reads the end of the index. */
export function failDeadPriceRun(db: Db, { startedBeforeMs, atMs }: { startedBeforeMs: number; atMs: number }) {
  const newest = sql`(SELECT ${priceRuns.id} FROM ${priceRuns} ORDER BY ${priceRuns.startedAtMs} DESC LIMIT 1)`;
  return db
    .update(priceRuns)
    .set({ finishedAtMs: atMs, status: "failed" })
    .where(and(eq(priceRuns.id, newest), eq(priceRuns.status, "running"), lt(priceRuns.startedAtMs, startedBeforeMs)));
}
