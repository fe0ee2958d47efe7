import type { ReconciledDay, ReconciledModel, Reconciliation, ReconciliationQuery } from "@voygent/contracts";
import {
  type BucketDays,
  type ReconciliationRow,
  selectClosedReconciliation,
  selectLiveReconciliation,
  type UsageFilter,
} from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { bucketDays, bucketUtcDays } from "./calendar.ts";
import { filterOfQuery } from "./filter-of-query.ts";
import { readBatch } from "./read-rows.ts";
import { reconciledSums } from "./reconciled-sums.ts";
import { requestClosing } from "./request-closing.ts";
import { resolveStatsRange } from "./resolve-range.ts";
import { toInstant } from "./session-of-row.ts";

/** Finished periods are summed over all users and sessions. */
function statementsOf(database: D1Database, wanted: BucketDays & { filter: UsageFilter }): D1PreparedStatement[] {
  const isClosedKnown = wanted.filter.user_id === undefined && wanted.filter.session_id === undefined;
  const live = selectLiveReconciliation(database, { ...wanted, which: isClosedKnown ? "open" : "every" });
  return isClosedKnown ? [selectClosedReconciliation(database, wanted), live] : [live];
}

/**
 * LibreChat's own figure beside our cost, by model and by day of the range, and why they differ. It is about the sources of
 * which LibreChat has told a figure in the range, with the calls that it did not charge.
 */
export async function getReconciliation(c: AnalyticsContext, query: ReconciliationQuery): Promise<Reconciliation> {
  const nowMs = Date.now();
  const [filter, range] = [filterOfQuery(query), resolveStatsRange(query, nowMs)];
  const days = bucketUtcDays(bucketDays(range, "day"));
  const read = await readBatch<ReconciliationRow>(c, statementsOf(c.env.DB, { ...days, filter }));
  requestClosing(c, range, nowMs);
  const sources = new Set(read.filter((row) => row.librechat_count > 0).map((row) => row.source));
  const rows = read.filter((row) => sources.has(row.source));
  const ofBuckets = rows.filter(({ part }) => part === "bucket");
  return {
    totals: reconciledSums(ofBuckets),
    models: modelsOf(rows.filter(({ part }) => part === "model")),
    days: daysOf(ofBuckets),
    sources: [...sources].toSorted(),
    tz: range.tz,
    start: toInstant(range.startMs),
    end: toInstant(range.endMs),
  };
}

const daysOf = (rows: ReconciliationRow[]): ReconciledDay[] =>
  [...Map.groupBy(rows, ({ bucket }) => bucket)]
    .map(([date, ofDay]) => ({ date, ...reconciledSums(ofDay) }))
    .toSorted((left, right) => (left.date < right.date ? -1 : 1));

const distance = ({ difference }: ReconciledModel) => Math.abs(Number(difference));

function byDistance(left: ReconciledModel, right: ReconciledModel): number {
  const nearer = distance(right) - distance(left) || right.interaction_count - left.interaction_count;
  return nearer === 0 ? (nameOf(left) < nameOf(right) ? -1 : 1) : nearer;
}

const nameOf = ({ provider, model }: { provider: string | null; model: string | null }) =>
  JSON.stringify([provider, model]);

function modelsOf(rows: ReconciliationRow[]): ReconciledModel[] {
  return [...Map.groupBy(rows, nameOf).values()]
    .flatMap((ofModel) => {
      const [first] = ofModel;
      if (first === undefined) return [];
      return [{ provider: first.provider || null, model: first.model || null, ...reconciledSums(ofModel) }];
    })
    .toSorted(byDistance);
}
