import type { PriceSourceResult } from "@voygent/contracts";
import { type Db, insertPriceRunSource, type PriceSourceRow, upsertPriceSource } from "@voygent/db";

import type { SyncSourceRequest } from "../../price-work.ts";
import { describeOutcome } from "./describe-outcome.ts";
import { startRun } from "./start-run.ts";

/** Records that an unchanged list answers well again, if it did not before; else it writes and reads nothing. */
export async function noteRecovery(
  db: Db,
  stored: PriceSourceRow,
  { request, result }: { request: SyncSourceRequest; result: PriceSourceResult },
): Promise<void> {
  if (request.isDryRun || stored.failedAtMs === null) return;
  const { runId: id, nowMs } = request;
  await startRun(db, request);
  await db.batch([
    upsertPriceSource(db, { ...stored, fetchedAtMs: nowMs, failedAtMs: null }),
    insertPriceRunSource(db, describeOutcome(result, { id, startedAtMs: nowMs }, null)),
  ]);
}
