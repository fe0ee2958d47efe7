import { PriceRunList } from "@voygent/contracts";
import type { PriceRunRow, PriceRunSourceRow } from "@voygent/db";
import * as z from "zod";

const Run = PriceRunList.shape.data.element;

/** A stored run, with what it brought from each source, as the API shows it. */
export function describeRun(row: PriceRunRow, sources: Omit<PriceRunSourceRow, "detail">[]): z.infer<typeof Run> {
  return Run.parse({
    run_id: row.id,
    trigger: row.trigger,
    status: row.status,
    sources: sources.map((source) => ({
      source: source.source,
      status: source.status,
      models: source.modelCount,
      added: source.addedCount,
      changed: source.changedCount,
      quarantined: source.quarantinedCount,
      vanished: source.vanishedCount,
      ...(source.reason !== null && { reason: source.reason }),
    })),
    started_at: new Date(row.startedAtMs).toISOString(),
    finished_at: row.finishedAtMs === null ? null : new Date(row.finishedAtMs).toISOString(),
  });
}
