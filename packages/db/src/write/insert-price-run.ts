import type { Db } from "../db.ts";
import type { PriceRunRow } from "../read/select-price-runs.ts";
import { priceRuns } from "../schema/prices.ts";

/** Records a run that is over already. */
export function insertPriceRun(db: Db, run: PriceRunRow) {
  return db.insert(priceRuns).values(run);
}
