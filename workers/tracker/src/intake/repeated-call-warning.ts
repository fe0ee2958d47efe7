import type { InteractionKey, WarningCount } from "@voygent/db";

/**
 * Counts a call that was left out because another span of it is stored: under the source and with the id of what is stored,
 * the source of what was left out as its subject.
 */
export const repeatedCallWarning = (stored: InteractionKey, leftOut: string, seenAtMs: number): WarningCount => ({
  kind: "repeated_call",
  subject: leftOut,
  source: stored.source,
  count: 1,
  seenAtMs,
  exampleId: stored.id,
});
