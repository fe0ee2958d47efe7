import type { GroupBy } from "@voygent/contracts";
import type { LabelGroup, UsageRow } from "@voygent/db";

import { shownValue } from "./filter-of-query.ts";
import { addSums, type CostSums, noUsage, sumsOfRow, totalCostNanoUsd, type UsageSums } from "./usage-sums.ts";

/** The usage of one group, whole and by bucket. `named` is that of `LabelUsageRow`. */
export type GroupedUsage = { key: string; named: string; sums: UsageSums; buckets: Map<string, UsageSums> };

const CATEGORIES: [string, keyof CostSums][] = [
  ["ai_tokens", "aiTokens"],
  ["db_ops", "dbOps"],
  ["api_calls", "apiCalls"],
  ["compute_time", "computeTime"],
];

/** The column behind a group; the categories of cost have none. */
export function columnOfGroup(groupBy: GroupBy): LabelGroup {
  if (groupBy === "category") return null;
  return groupBy === "user" ? "user_id" : groupBy;
}

function addUsage(group: GroupedUsage, bucket: string, sums: UsageSums): void {
  group.sums = addSums(group.sums, sums);
  group.buckets.set(bucket, addSums(group.buckets.get(bucket) ?? noUsage(), sums));
}

/** A group without usage. */
export const emptyGroup = (key: string): GroupedUsage => ({ key, named: "", sums: noUsage(), buckets: new Map() });

const ofCategory = (sums: UsageSums, category: keyof CostSums): UsageSums => ({
  ...sums,
  cost: { ...noUsage().cost, [category]: sums.cost[category] },
});

/** Digits before a name. */
const TIME_DIGITS = 20;

/** The name in a `timedAgentName`; null where there is none. */
export const agentNameOf = (named: string): string | null => (named === "" ? null : named.slice(TIME_DIGITS));

/** The name of a group as it is answered. */
export const nameOf = ({ named }: GroupedUsage): { name?: string } => {
  const name = agentNameOf(named);
  return name === null ? {} : { name };
};

/** Rows by group. A category of cost is a group that has all the usage and that part of the cost. */
export function groupUsage(rows: (UsageRow & { named?: string })[], groupBy: GroupBy): GroupedUsage[] {
  const groups = new Map<string, GroupedUsage>();
  const groupOf = (key: string) => {
    const group = groups.get(key) ?? emptyGroup(key);
    groups.set(key, group);
    return group;
  };
  for (const row of rows) {
    const sums = sumsOfRow(row);
    if (groupBy !== "category") {
      const group = groupOf(shownValue(row.key));
      addUsage(group, row.bucket, sums);
      if (row.named !== undefined && row.named > group.named) group.named = row.named;
    } else for (const [key, category] of CATEGORIES) addUsage(groupOf(key), row.bucket, ofCategory(sums, category));
  }
  // What is taken off from a group may be all of it.
  return [...groups.values()].filter(({ sums }) => sums.interactionCount > 0);
}

/** Several groups as one. */
export function mergeGroups(key: string, groups: GroupedUsage[]): GroupedUsage {
  const merged = emptyGroup(key);
  for (const group of groups) {
    for (const [bucket, sums] of group.buckets) addUsage(merged, bucket, sums);
  }
  return merged;
}

/** Dearest first; then the busiest; then by key, so that the order is always the same. */
export function byCost(left: GroupedUsage, right: GroupedUsage): number {
  const difference = totalCostNanoUsd(right.sums.cost) - totalCostNanoUsd(left.sums.cost);
  if (difference !== 0n) return difference > 0n ? 1 : -1;
  return byKeyAfter(right.sums.interactionCount - left.sums.interactionCount, left, right);
}

/** A difference, or where there is none the order of the keys. */
export function byKeyAfter(difference: number, left: GroupedUsage, right: GroupedUsage): number {
  if (difference !== 0) return difference;
  return left.key < right.key ? -1 : 1;
}
