import { hasUnknownCost, QUARTER_HOUR_MS, StoredUsage } from "@voygent/contracts";
import {
  addLibrechatSums,
  type CostChange,
  type EstimateColumns,
  type KeyedCostChange,
  type KeyedLabelChange,
  labelKeyOf,
  type NewEstimate,
  noLibrechatSums,
  type UnpricedChange,
} from "@voygent/db";
import * as z from "zod";

import { labelsOfMetadata } from "../prepare/labels-of-metadata.ts";

/** By how much new estimates change each total. */
export type CostChanges = {
  quarterHours: KeyedCostChange[];
  labels: KeyedLabelChange[];
  sessions: KeyedCostChange[];
  unpriced: UnpricedChange[];
  /** The quarter hours since 1970 of what changes. */
  touchedQuarterHours: number[];
};

const StoredMetadata = z.record(z.string(), z.unknown());

const unknownIn = (estimate: EstimateColumns) => (hasUnknownCost(estimate.costStatus) ? 1 : 0);

/** What a price would help; without counts none does. */
const unpricedIn = (estimate: EstimateColumns) => (estimate.costStatus === "unpriced" ? 1 : 0);

const difference = (next: number | null, before: number | null) => BigInt(next ?? 0) - BigInt(before ?? 0);

const changeOf = ({ row, next }: NewEstimate): CostChange => ({
  unpricedCount: unknownIn(next) - unknownIn(row),
  aiTokensCostNanoUsd: difference(next.aiTokensCostNanoUsd, row.aiTokensCostNanoUsd),
  dbOpsCostNanoUsd: difference(next.dbOpsCostNanoUsd, row.dbOpsCostNanoUsd),
  apiCallsCostNanoUsd: difference(next.apiCallsCostNanoUsd, row.apiCallsCostNanoUsd),
  computeTimeCostNanoUsd: difference(next.computeTimeCostNanoUsd, row.computeTimeCostNanoUsd),
});

const COSTS = [
  "aiTokensCostNanoUsd",
  "dbOpsCostNanoUsd",
  "apiCallsCostNanoUsd",
  "computeTimeCostNanoUsd",
] satisfies (keyof CostChange)[];

/** Adds to the group with the key, which begins with `more`. */
function addTo<More extends object>(
  groups: Map<string, KeyedCostChange & More>,
  key: KeyedCostChange["key"],
  change: CostChange,
  more: More,
): KeyedCostChange & More {
  const name = key.join("\u0000");
  const group = groups.get(name);
  if (group === undefined) {
    const made = { key, change: { ...change }, ...more };
    groups.set(name, made);
    return made;
  }
  group.change.unpricedCount += change.unpricedCount;
  for (const cost of COSTS) group.change[cost] += change[cost];
  return group;
}

function addUnpriced(groups: Map<string, UnpricedChange>, { row, next }: NewEstimate, bookVersion: number): void {
  const count = unpricedIn(next) - unpricedIn(row);
  if (count === 0) return;
  const { provider, model, occurredAtMs } = row;
  const key = `${provider}\u0000${model}`;
  const { tokens } = StoredUsage.parse(JSON.parse(row.usage));
  const before = groups.get(key);
  groups.set(key, {
    provider,
    model,
    interactionCount: (before?.interactionCount ?? 0) + count,
    inputTokens: (before?.inputTokens ?? 0) + count * (tokens?.input ?? 0),
    outputTokens: (before?.outputTokens ?? 0) + count * (tokens?.output ?? 0),
    firstSeenAtMs: Math.min(before?.firstSeenAtMs ?? occurredAtMs, occurredAtMs),
    lastSeenAtMs: Math.max(before?.lastSeenAtMs ?? occurredAtMs, occurredAtMs),
    bookVersion: count > 0 ? bookVersion : (before?.bookVersion ?? null),
  });
}

/** Sums what new estimates, made with the price book of this version, change. */
export function sumCostChanges(estimates: NewEstimate[], bookVersion: number): CostChanges {
  const quarterHours = new Map<string, KeyedCostChange>();
  const labelled = new Map<string, KeyedLabelChange>();
  const sessions = new Map<string, KeyedCostChange>();
  const unpriced = new Map<string, UnpricedChange>();
  const touched = new Set<number>();
  for (const estimate of estimates) {
    const { row } = estimate;
    const { userId, sessionId, provider, model, type, status, source, environment } = row;
    const change = changeOf(estimate);
    const quarterHour = Math.floor(row.occurredAtMs / QUARTER_HOUR_MS);
    addTo(
      quarterHours,
      [userId, quarterHour, sessionId, provider, model, type, status, source, environment],
      change,
      {},
    );
    const labels = labelsOfMetadata(row.metadata === null ? null : StoredMetadata.parse(JSON.parse(row.metadata)));
    if (labels !== null) {
      const group = addTo(labelled, labelKeyOf({ ...row, ...labels, quarterHour }), change, {
        librechat: noLibrechatSums(),
      });
      addLibrechatSums(group.librechat, row, labels.librechatCostNanoUsd, -1);
      addLibrechatSums(group.librechat, estimate.next, labels.librechatCostNanoUsd);
    }
    addTo(sessions, [sessionId], change, {});
    addUnpriced(unpriced, estimate, bookVersion);
    touched.add(quarterHour);
  }
  return {
    quarterHours: [...quarterHours.values()],
    labels: [...labelled.values()],
    sessions: [...sessions.values()],
    unpriced: [...unpriced.values()],
    touchedQuarterHours: [...touched],
  };
}
