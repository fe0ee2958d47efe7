import { type Db, failDeadPriceRun, selectPriceRun, startPriceRun } from "@voygent/db";

import { PriceListUnavailable } from "../../price-list-unavailable.ts";
import type { SyncSourceRequest } from "../../price-work.ts";

/** A run takes seconds; one that began this long ago and has not ended was killed. */
export const RUN_DEAD_AFTER_MS = 10 * 60 * 1000;

/**
 * Records that a run has something to record; the first of its sources that has does it.
 * @throws PriceListUnavailable while another run is writing
 */
export async function startRun(db: Db, { runId: id, trigger, nowMs }: SyncSourceRequest): Promise<void> {
  const [known] = await selectPriceRun(db, id);
  if (known !== undefined) return;
  const takeOverBeforeMs = nowMs - RUN_DEAD_AFTER_MS;
  const [, started] = await db.batch([
    failDeadPriceRun(db, { startedBeforeMs: takeOverBeforeMs, atMs: nowMs }),
    startPriceRun(db, { id, trigger, startedAtMs: nowMs, takeOverBeforeMs }),
  ]);
  if (started.meta.changes === 0) throw new PriceListUnavailable("another price sync is in progress");
}
