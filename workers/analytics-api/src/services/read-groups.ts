import type { BucketDays, LabelGroup, UsageFilter } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { asksForLabels, isLabel, type LabelUsage, readLabelUsage } from "./read-label-usage.ts";
import { readUsage } from "./read-usage.ts";

/** The usage of a range by bucket and group, whether labels are asked for or not. By user the days must be those of UTC, and by labels as `readLabelUsage` says. */
export async function readGroups(
  c: AnalyticsContext,
  wanted: BucketDays & { filter: UsageFilter; groupBy: LabelGroup },
): Promise<LabelUsage> {
  const { groupBy } = wanted;
  if (isLabel(groupBy) || asksForLabels(wanted)) return await readLabelUsage(c, wanted);
  const rows = await readUsage(c, { ...wanted, groupBy });
  return { rows, totalRows: rows };
}
