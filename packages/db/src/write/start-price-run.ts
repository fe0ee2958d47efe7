import { sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceRuns } from "../schema/prices.ts";

/**
 * Starts a run unless another one is running; `meta.changes` of the answer is 1 or 0. One statement, so two calls at the
 * same instant cannot both start. A run that began before `takeOverBeforeMs` counts as dead. Reads the end of the index.
 */
export function startPriceRun(
  db: Db,
  run: { id: string; trigger: string; startedAtMs: number; takeOverBeforeMs: number },
) {
  return db.insert(priceRuns).select(
    sql`SELECT ${run.id}, ${run.trigger}, ${run.startedAtMs}, NULL, 'running'
      WHERE NOT EXISTS (SELECT 1 FROM ${priceRuns}
        WHERE ${priceRuns.startedAtMs} >= ${run.takeOverBeforeMs} AND ${priceRuns.status} = 'running')`,
  );
}
