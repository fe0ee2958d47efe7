import {
  encodeInteractionKeys,
  type InteractionKey,
  selectStoredInteractions,
  type StoredInteractionRow,
} from "@voygent/db";

import { keyOf } from "../prepare/key-of.ts";
import type { PreparedInteraction } from "../prepare/prepare-interaction.ts";
import type { StoredInteractions } from "../store/store-interactions.ts";

/**
 * What is stored, by its key, in place of events that were left out as `reported`: their senders are answered with it. Spans
 * have no answer of their own. Adds to the rows that were read.
 */
export async function selectStandIns(
  database: D1Database,
  interactions: PreparedInteraction[],
  stored: StoredInteractions,
): Promise<Map<string, StoredInteractionRow>> {
  if (stored.reported.size === 0) return new Map();
  const mates = new Map<string, InteractionKey>();
  for (const { key, reply } of interactions) {
    const mate = reply?.way === "event" ? stored.reported.get(key) : undefined;
    if (mate !== undefined) mates.set(keyOf(mate), mate);
  }
  if (mates.size === 0) return new Map();
  const rows = await selectStoredInteractions(
    database,
    encodeInteractionKeys([...mates.values()]),
  ).all<StoredInteractionRow>();
  stored.rowsRead += rows.meta.rows_read;
  return new Map(rows.results.map((row) => [keyOf(row), row]));
}
