import {
  addUnpricedModels,
  addUsageQuarterHours,
  addUsers,
  addWarnings,
  encodeInteraction,
  encodeInteractionKeys,
  insertInteractions,
  reopenPeriods,
  restoreArchivedSessions,
  selectStoredInteractions,
  selectTrackedSessions,
  type StoredInteractionRow,
  type TrackedSessionRow,
  unlessAnyStored,
  upsertSessions,
} from "@voygent/db";
import { AppError } from "@voygent/http";

import { countWarnings } from "./count-warnings.ts";
import { keyOf } from "./key-of.ts";
import type { PreparedInteraction } from "./prepare-interaction.ts";
import { splitIntoChunks } from "./split-into-chunks.ts";
import { sumUnpriced } from "./sum-unpriced.ts";
import { sumUsage } from "./sum-usage.ts";
import { touchedUsage } from "./touched-usage.ts";

/** What became of a set of interactions, and what it cost the database. */
export type StoredInteractions = {
  /** The keys (`keyOf`) of those that were recorded. */
  recordedKeys: Set<string>;
  /** What was stored before under keys that were not recorded. */
  known: Map<string, StoredInteractionRow>;
  /** The sessions as they were before. */
  sessionsBefore: Map<string, TrackedSessionRow>;
  rowsRead: number;
  rowsWritten: number;
};

/** How often other writers may get in between before we give up. */
const MAX_ROUNDS = 8;

type Encoded = PreparedInteraction & { encoded: string };

const encode = (interaction: PreparedInteraction): Encoded => ({
  ...interaction,
  encoded: encodeInteraction(interaction.row),
});

/**
 * The one D1 batch of a write. Every statement but the first carries the same guard, so the whole of it takes place only
 * if none of the interactions is stored. The order matters: totals look for rows that are not there yet.
 */
function writeBatch(database: D1Database, interactions: Encoded[], bookVersion: number) {
  const { quarterHours, users, sessions } = sumUsage(interactions);
  const keys = encodeInteractionKeys(interactions.map(({ row }) => row));
  const sessionIds = JSON.stringify(sessions.map(({ id }) => id));
  const touched = touchedUsage(interactions.map(({ row }) => row));
  const warnings = interactions.flatMap(({ row, warnings: found }) => countWarnings(row, found, true));
  const unpriced = sumUnpriced(interactions, bookVersion);
  return [
    selectTrackedSessions(database, sessionIds),
    ...restoreArchivedSessions(database, sessionIds, keys),
    addUsageQuarterHours(database, quarterHours, keys),
    addUsers(database, users, keys),
    upsertSessions(database, sessions, keys),
    reopenPeriods(database, touched, unlessAnyStored(keys)),
    ...(unpriced.length > 0 ? [addUnpricedModels(database, unpriced, unlessAnyStored(keys))] : []),
    ...(warnings.length > 0 ? [addWarnings(database, warnings)] : []),
    insertInteractions(
      database,
      interactions.map(({ encoded }) => encoded),
      keys,
    ),
  ];
}

function countRows(stored: StoredInteractions, results: D1Result[]): void {
  for (const { meta } of results) {
    stored.rowsRead += meta.rows_read;
    stored.rowsWritten += meta.rows_written;
  }
}

async function storeChunk(
  database: D1Database,
  chunk: Encoded[],
  { bookVersion, stored }: { bookVersion: number; stored: StoredInteractions },
): Promise<void> {
  let pending = chunk;
  for (let round = 1; pending.length > 0; round += 1) {
    if (round > MAX_ROUNDS) {
      throw new AppError("database_unavailable", "too many writers send the same interactions; send the request again");
    }
    const current = pending;
    const results = await database.batch<TrackedSessionRow>(writeBatch(database, current, bookVersion));
    countRows(stored, results);
    if (results.at(-1)?.meta.changes === current.length) {
      for (const session of results[0]?.results ?? []) stored.sessionsBefore.set(session.id, session);
      for (const { row } of current) stored.recordedKeys.add(keyOf(row));
      return;
    }
    const keys = encodeInteractionKeys(current.map(({ row }) => row));
    const known = await selectStoredInteractions(database, keys).all<StoredInteractionRow>();
    countRows(stored, [known]);
    for (const row of known.results) stored.known.set(keyOf(row), row);
    pending = current.filter(({ row }) => !stored.known.has(keyOf(row)));
  }
}

/**
 * Stores interactions with different keys and adds them to every total, each exactly once: those that are stored
 * already are left out and returned as `known`. `bookVersion` is that of the price book which priced them, 0 without one.
 * @throws AppError 503 when other writers keep getting in between
 */
export async function storeInteractions(
  database: D1Database,
  interactions: PreparedInteraction[],
  bookVersion: number,
): Promise<StoredInteractions> {
  const stored: StoredInteractions = {
    recordedKeys: new Set(),
    known: new Map(),
    sessionsBefore: new Map(),
    rowsRead: 0,
    rowsWritten: 0,
  };
  const chunks = splitIntoChunks(interactions.map(encode));
  for (const chunk of chunks) await storeChunk(database, chunk, { bookVersion, stored });
  return stored;
}
