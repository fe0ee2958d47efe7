import { type CauseFilter, causeMatches } from "./difference-cause.ts";
import { filteredLabels, labelsMatch } from "./label-filter.ts";
import { isCountedIn, labelsOfRow } from "./labels-of-rows.ts";
import { andMatches, type UsageFilter } from "./usage-filter.ts";

/** The tables of interactions, and whether they are archived there. */
export const INTERACTION_TABLES = [
  ["interactions", 0],
  ["interactions_archive", 1],
] as const;

/** What interactions are filtered by: what all usage is, and the cause for which LibreChat's figure differs from our cost. */
export type InteractionFilter = UsageFilter & CauseFilter;

/** Whether `usage_labels` tells which interactions match. */
export const asksForLabels = (filter: InteractionFilter): boolean =>
  filteredLabels(filter).length > 0 || filter.cause !== undefined;

/** A filter by anything but sessions is looked up in a rollup first: few interactions may match among many. */
export const searchesRollup = (filter: InteractionFilter): boolean =>
  filter.session_id === undefined && Object.values(filter).some((values) => values !== undefined);

/** Causes are those of interactions with labels, whose rows are looked up. */
const HAS_CAUSE = `${causeMatches("interaction", "?3")} AND EXISTS (SELECT 1 FROM usage_labels AS labelled WHERE ${isCountedIn("interaction")})`;

/** `AND …` for what is filtered of interactions with the alias `interaction`; `?3` holds the filter as JSON. */
export const andInteractionMatches = (filter: InteractionFilter): string =>
  [
    andMatches("interaction", filter, "?3"),
    filteredLabels(filter).length === 0 ? "" : ` AND ${labelsMatch(labelsOfRow("interaction"), filter, "?3")}`,
    filter.cause === undefined ? "" : ` AND ${HAS_CAUSE}`,
  ].join("");
