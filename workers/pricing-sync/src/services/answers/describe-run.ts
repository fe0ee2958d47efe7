import {
  PriceRun,
  PriceRunChanges,
  type PriceRunDetail,
  type PriceSourceResult,
  usdPerMillion,
} from "@voygent/contracts";
import type { PriceRunRow, PriceRunSourceRow } from "@voygent/db";
import * as z from "zod";

import { isShrunkenReason } from "../sync/shrunken-list.ts";

type SourceRow = Omit<PriceRunSourceRow, "detail">;

/** What one source of a run brought, as it is stored and as the API shows it. */
const RunSource = PriceRun.shape.sources.element;

const Names = z.array(z.object({ provider: z.string(), model: z.string() })).default([]);
const Pico = z.int().nullable();

/** The `detail` column; a source that brought nothing has none of it. */
const StoredDetail = z.object({
  changes: z
    .array(
      z.object({
        ...PriceRunChanges.shape.changes.element.omit({ before: true, after: true }).shape,
        before_pico: Pico,
        after_pico: Pico,
      }),
    )
    .default([]),
  added: Names,
  vanished: Names,
  skipped: z.record(z.string(), z.object({ count: z.int(), examples: z.array(z.string()) })).default({}),
  unknown_keys: z.array(z.object({ key: z.string(), example: z.string() })).default([]),
});

const priceOf = (picoUsd: number | null) => (picoUsd === null ? null : usdPerMillion(picoUsd));

/** What a run brought from one source. */
export function describeRunSource(row: SourceRow): PriceSourceResult {
  return RunSource.parse({
    source: row.source,
    status: row.status,
    models: row.modelCount,
    added: row.addedCount,
    changed: row.changedCount,
    quarantined: row.quarantinedCount,
    vanished: row.vanishedCount,
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.status === "rejected" && isShrunkenReason(row.reason) && { is_shrunken: true }),
  });
}

function describeChanges(detail: string): PriceRunChanges {
  const { changes, added, vanished, skipped, unknown_keys } = StoredDetail.parse(JSON.parse(detail));
  return {
    changes: changes.map(({ before_pico, after_pico, ...change }) => ({
      ...change,
      before: priceOf(before_pico),
      after: priceOf(after_pico),
    })),
    added,
    vanished,
    skipped_by_reason: Object.entries(skipped).map(([reason, what]) => ({ reason, ...what })),
    unknown_keys,
  };
}

const timesOf = (row: PriceRunRow) => ({
  started_at: new Date(row.startedAtMs).toISOString(),
  finished_at: row.finishedAtMs === null ? null : new Date(row.finishedAtMs).toISOString(),
});

/** A stored run, with what it brought from each source, as the API shows it. */
export function describeRun(row: PriceRunRow, sources: SourceRow[]): PriceRun {
  const { id: run_id, trigger, status } = row;
  return PriceRun.parse({ run_id, trigger, status, sources: sources.map(describeRunSource), ...timesOf(row) });
}

/** A stored run with what each source changed. */
export function describeRunDetail(row: PriceRunRow, sources: PriceRunSourceRow[]): PriceRunDetail {
  return {
    ...describeRun(row, []),
    sources: sources.map((source) => {
      const changes = describeChanges(source.detail);
      const skipped = changes.skipped_by_reason.reduce((sum, { count }) => sum + count, 0);
      return { ...describeRunSource(source), skipped, ...changes };
    }),
  };
}
