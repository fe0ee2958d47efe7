import type { InteractionRow, StoredInteractionRow } from "@voygent/db";

import type { PreparedInteraction } from "../prepare/prepare-interaction.ts";

const ALIKE = [
  "sessionId",
  "userId",
  "type",
  "occurredAtMs",
  "serviceTier",
  "environment",
  "usage",
  "reportedCostNanoUsd",
] as const;

/**
 * Whether an event tells what is stored under its id once more, as one who knows less or other labels of it: LibreChat's calls are
 * told by its plugin and by its importer. Who used how much of what, when and where has to be the same; a model or a provider
 * that the event does not know speaks against nothing. Only for events that carry LibreChat's `context_type`.
 */
export function tellsAgain(
  { event: { metadata }, row }: PreparedInteraction,
  kept: InteractionRow | StoredInteractionRow,
): boolean {
  if (typeof metadata?.["context_type"] !== "string") return false;
  const isGuess = metadata["provider_inferred"] === true;
  return (
    ALIKE.every((name) => row[name] === kept[name]) &&
    (row.model === "" || row.model === kept.model) &&
    (row.provider === "" || isGuess || row.provider === kept.provider)
  );
}
