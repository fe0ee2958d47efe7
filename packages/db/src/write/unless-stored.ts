import { hasSentKey, sentKeys } from "../read/interaction-keys.ts";

/**
 * SQL that is true when none of the interactions in `parameter` (from `encodeInteractionKeys`) is stored, archived ones
 * included. Every statement of a write carries it, so that the whole write happens for a set of new interactions or not at
 * all: the statements that add to totals must therefore come before the one that inserts the interactions. Reads two rows
 * by primary key per interaction.
 */
export function unlessStored(parameter: "?1" | "?2"): string {
  const stored = ["interactions", "interactions_archive"].map(
    (table) => `SELECT 1 FROM ${sentKeys(parameter)} CROSS JOIN ${table} AS stored ON ${hasSentKey("stored")}`,
  );
  return `NOT EXISTS (${stored.join(" UNION ALL ")})`;
}
