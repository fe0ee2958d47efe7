import type { PriceSourceResult } from "@voygent/contracts";
import {
  type Db,
  insertPriceRunSource,
  type PriceSourceRow,
  selectPriceRunSourceAfter,
  upsertPriceSource,
} from "@voygent/db";

import type { SyncSourceRequest } from "../../price-work.ts";
import { describeOutcome } from "./describe-outcome.ts";
import { startRun } from "./start-run.ts";

/**
 * Records that an unchanged list answers well again, if the last that is recorded of it says that it did not; else it writes
 * nothing, and reads nothing unless a run was recorded since the list was last read.
 */
export async function noteRecovery(
  db: Db,
  stored: PriceSourceRow,
  { request, result }: { request: SyncSourceRequest; result: PriceSourceResult },
): Promise<void> {
  if (request.isDryRun) return;
  const { runId: id, nowMs } = request;
  const [last] = await selectPriceRunSourceAfter(db, stored.id, stored.fetchedAtMs ?? 0);
  if (last?.status !== "failed" && last?.status !== "rejected") return;
  await startRun(db, request);
  await db.batch([
    upsertPriceSource(db, { ...stored, fetchedAtMs: nowMs }),
    insertPriceRunSource(db, describeOutcome(result, { id, startedAtMs: nowMs }, null)),
  ]);
}
