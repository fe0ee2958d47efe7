import { addLibrechatSums, type LabelUsage, labelKeyOf, noLibrechatSums } from "@voygent/db";

import type { PreparedInteraction } from "../prepare/prepare-interaction.ts";
import { addUsage, groupFor, noUsage, QUARTER_HOUR_MS, SEPARATOR } from "./sum-usage.ts";

/** A group whose agent may still get a later name. */
type CountingGroup = LabelUsage & { namedAtMs: number };

/** Sums interactions by quarter hour and labels; those without labels add nothing. */
export function sumLabels(interactions: PreparedInteraction[]): LabelUsage[] {
  const groups = new Map<string, CountingGroup>();
  for (const interaction of interactions) {
    const { labels } = interaction;
    if (labels === null) continue;
    const { userId, provider, model, type, status, source, environment, occurredAtMs } = interaction.row;
    const { agentName, librechatCostNanoUsd, ...own } = labels;
    const quarterHour = Math.floor(occurredAtMs / QUARTER_HOUR_MS);
    const dimensions = { quarterHour, userId, provider, model, type, status, source, environment };
    const key = { ...dimensions, ...own };
    const group = groupFor<CountingGroup>(groups, labelKeyOf(key).join(SEPARATOR), () => ({
      ...key,
      measures: noUsage(),
      librechat: noLibrechatSums(),
      agentName: "",
      namedAtMs: -Infinity,
    }));
    addUsage(group.measures, interaction);
    addLibrechatSums(group.librechat, interaction.row, librechatCostNanoUsd);
    if (agentName !== "" && occurredAtMs >= group.namedAtMs)
      Object.assign(group, { agentName, namedAtMs: occurredAtMs });
  }
  return [...groups.values()];
}
