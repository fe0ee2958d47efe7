import {
  type BucketDays,
  isOfLabelsAlone,
  type LabelGroup,
  type LabelUsageRow,
  LABELS,
  matchesUnlabelled,
  selectClosedLabelUsage,
  selectClosedUsageByLabels,
  selectLiveLabelUsage,
  selectLiveUsage,
  type UsageFilter,
  type UsageGroup,
  type UsageRow,
} from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { readBatches } from "./read-rows.ts";
import { usageStatements } from "./read-usage.ts";

type Wanted = BucketDays & { filter: UsageFilter; groupBy: LabelGroup };

/** Rows by group, and rows in which each interaction counts once. */
export type LabelUsage = { rows: (UsageRow & { named?: string })[]; totalRows: UsageRow[] };

/** Whether a group is a label. */
export const isLabel = (groupBy: LabelGroup): groupBy is (typeof LABELS)[number] =>
  LABELS.some((label) => label === groupBy);

/** Finished periods are summed over all users and sessions. */
function labelStatements(database: D1Database, wanted: Wanted, isTakenOff: boolean): D1PreparedStatement[] {
  const { filter, groupBy } = wanted;
  const isClosedKnown = filter.user_id === undefined && filter.session_id === undefined && groupBy !== "user_id";
  const which = isClosedKnown ? "open" : "every";
  const live = selectLiveLabelUsage(database, { ...wanted, isTakenOff }, which);
  return isClosedKnown ? [selectClosedLabelUsage(database, { ...wanted, isTakenOff }), live] : [live];
}

/** All usage, in one group where a label is grouped by. */
function allUsage(wanted: Wanted): BucketDays & { filter: UsageFilter; groupBy: UsageGroup } {
  const filter = { ...wanted.filter, agent: undefined, endpoint: undefined, tool: undefined };
  return { ...wanted, filter, groupBy: isLabel(wanted.groupBy) ? null : wanted.groupBy };
}

/** Of finished periods the sums by labels alone are those of all usage; what is open is summed as ever. */
function statementsOfLabelsAlone(database: D1Database, wanted: Wanted): D1PreparedStatement[] {
  const labelled = { ...wanted, isTakenOff: false };
  const statements = [selectClosedUsageByLabels(database, labelled), selectLiveLabelUsage(database, labelled, "open")];
  if (!matchesUnlabelled(wanted.filter)) return statements;
  const all = allUsage(wanted);
  return [
    ...statements,
    selectLiveUsage(database, { ...all, which: "open", distinct: false }),
    selectLiveLabelUsage(database, { ...all, isTakenOff: true }, "open"),
  ];
}

/**
 * What has the labels that are asked for; and, where having none matches, all usage less what has labels at all, since usage
 * without labels is not among them.
 */
function statementsOf(database: D1Database, wanted: Wanted): D1PreparedStatement[] {
  if (isOfLabelsAlone(wanted.filter, wanted.groupBy)) return statementsOfLabelsAlone(database, wanted);
  const labelled = labelStatements(database, wanted, false);
  if (!matchesUnlabelled(wanted.filter)) return labelled;
  const all = allUsage(wanted);
  return [...labelled, ...usageStatements(database, all), ...labelStatements(database, all, true)];
}

/** Whether a question is about labels. */
export const asksForLabels = ({ filter, groupBy }: Pick<Wanted, "filter" | "groupBy">): boolean =>
  isLabel(groupBy) || LABELS.some((label) => filter[label] !== undefined);

/**
 * The usage of a range by bucket and group where labels are filtered or grouped by. The days must be those of UTC,
 * unless labels alone are asked for (`isOfLabelsAlone`). An interaction counts under each of its tools; a bucket and group can have several rows, some of which take off.
 */
export async function readLabelUsage(c: AnalyticsContext, wanted: Wanted): Promise<LabelUsage> {
  const parts = [statementsOf(c.env.DB, wanted)];
  if (wanted.groupBy === "tool") parts.push(statementsOf(c.env.DB, { ...wanted, groupBy: null }));
  const [rows = [], totalRows = rows] = await readBatches<LabelUsageRow>(c, parts);
  return { rows, totalRows };
}
