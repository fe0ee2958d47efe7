import type { UnpricedChange } from "@voygent/db";

import type { PreparedInteraction } from "../prepare/prepare-interaction.ts";

const NONE: UnpricedChange[] = [];

/** What a set of interactions, priced by the book of this version, adds to the unpriced ones of each model. */
export function sumUnpriced(interactions: PreparedInteraction[], bookVersion: number): UnpricedChange[] {
  // Most sets have none, and this is the busiest path.
  if (!interactions.some(({ row }) => row.costStatus === "unpriced")) return NONE;
  const groups = new Map<string, UnpricedChange>();
  for (const { row, tokens } of interactions) {
    if (row.costStatus !== "unpriced") continue;
    const { provider, model, occurredAtMs } = row;
    const key = `${provider}\u0000${model}`;
    const group = groups.get(key) ?? {
      provider,
      model,
      interactionCount: 0,
      inputTokens: 0,
      outputTokens: 0,
      firstSeenAtMs: occurredAtMs,
      lastSeenAtMs: occurredAtMs,
      bookVersion,
    };
    group.interactionCount += 1;
    group.inputTokens += tokens.input;
    group.outputTokens += tokens.output;
    group.firstSeenAtMs = Math.min(group.firstSeenAtMs, occurredAtMs);
    group.lastSeenAtMs = Math.max(group.lastSeenAtMs, occurredAtMs);
    groups.set(key, group);
  }
  return [...groups.values()];
}
