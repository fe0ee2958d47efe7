import { PriceRunList, PriceSourceResult } from "@voygent/contracts";
import type { PriceRunRow } from "@voygent/db";
import * as z from "zod";

const StoredResults = z.array(PriceSourceResult);
const Run = PriceRunList.shape.data.element;

/** A stored run as the API shows it. */
export function describeRun(row: PriceRunRow): z.infer<typeof Run> {
  return Run.parse({
    run_id: row.id,
    trigger: row.trigger,
    status: row.status,
    sources: StoredResults.parse(JSON.parse(row.sources)),
    started_at: new Date(row.startedAtMs).toISOString(),
    finished_at: row.finishedAtMs === null ? null : new Date(row.finishedAtMs).toISOString(),
  });
}
