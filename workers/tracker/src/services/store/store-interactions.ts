import {
  addUnpricedModels,
  addUsageLabels,
  addUsageQuarterHours,
  addUsers,
  addWarnings,
  encodeInteractionKeys,
  insertInteractions,
  type InteractionKey,
  interactionValues,
  isTraceMatesAbort,
  reopenPeriods,
  restoreArchivedSessions,
  selectStoredInteractions,
  selectTrackedSessions,
  sentQuarterHours,
  sentUnits,
  type SentValue,
  type StoredInteractionRow,
  type TrackedSessionRow,
  upsertSessions,
} from "@voygent/db";
import { AppError, isConstraintViolation } from "@voygent/http";

import { countWarnings } from "../warnings/count-warnings.ts";
import { keyOf } from "../prepare/key-of.ts";
import type { PreparedInteraction } from "../prepare/prepare-interaction.ts";
import { splitIntoChunks } from "./split-into-chunks.ts";
import { sumLabels } from "./sum-labels.ts";
import { sumUnpriced } from "./sum-unpriced.ts";
import { sumUsage } from "./sum-usage.ts";
import { touchedUsage } from "./touched-usage.ts";
import { findRepeatsAmong, type Repeats, TraceWatch } from "../traces/trace-watch.ts";
import { inTurn } from "../two-ways/in-turn.ts";
import type { Doubt } from "../two-ways/match-reports.ts";
import { ReplyWatch } from "../two-ways/reply-watch.ts";

/** What became of a set of interactions, and what it cost the database. */
export type StoredInteractions = {
  /** The keys of those that were recorded. */
  recordedKeys: Set<string>;
  /** What was stored before under keys that were not recorded. */
  known: Map<string, StoredInteractionRow>;
  /** Keys of calls that were left out, because another span of them is stored, each with that one. */
  repeats: Map<string, InteractionKey>;
  /** The same of calls of LibreChat, because another way of reporting them was first. */
  reported: Map<string, InteractionKey>;
  /** Keys of recorded calls that may be the same as one that was reported in another way, each with that one. */
  doubtful: Map<string, Doubt>;
  /** The sessions as they were before. */
  sessionsBefore: Map<string, TrackedSessionRow>;
  /** Without those of a write that did not take place. */
  rowsRead: number;
  rowsWritten: number;
};

/** How often other writers may get in between before we give up. */
const MAX_ROUNDS = 8;

/** An interaction with its row as it travels, and how many `sentUnits` that takes. */
type Outgoing = PreparedInteraction & { values: SentValue[]; units: number };

function outgoing(interaction: PreparedInteraction): Outgoing {
  const values = interactionValues(interaction.row);
  return { ...interaction, values, units: sentUnits(values) };
}

/** What the write of a set of interactions depends on besides them. */
type Circumstances = {
  bookVersion: number;
  /** Whether sessions of theirs may be archived, which is looked for only after a first try. */
  maybeArchived: boolean;
  watches: { trace: TraceWatch; reply: ReplyWatch };
};

/**
 * The one D1 batch of a write, a transaction: it fails as a whole when one of the interactions is stored already, when a stored
 * call may be the same as one of them, and unless `maybeArchived` when one of their sessions is archived.
 */
function writeBatch(
  database: D1Database,
  interactions: Outgoing[],
  { bookVersion, maybeArchived, watches }: Circumstances,
) {
  const rows = interactions.map(({ row }) => row);
  const { quarterHours, sessions } = sumUsage(interactions);
  const usage = sentQuarterHours(quarterHours);
  const sessionIds = JSON.stringify(sessions.map(({ id }) => id));
  const touched = touchedUsage(rows, Date.now());
  const warnings = interactions.flatMap(({ row, warnings: found }) => countWarnings(row, found));
  const labels = sumLabels(interactions);
  const unpriced = sumUnpriced(interactions, bookVersion);
  return [
    selectTrackedSessions(database, sessionIds),
    ...watches.trace.guard(interactions),
    ...watches.reply.guard(interactions),
    insertInteractions(
      database,
      interactions.map(({ values }) => values),
    ),
    ...(maybeArchived ? restoreArchivedSessions(database, sessionIds) : []),
    addUsageQuarterHours(database, usage),
    addUsers(database, usage),
    upsertSessions(database, sessions),
    ...(touched === null ? [] : [reopenPeriods(database, touched)]),
    ...(labels.length > 0 ? [addUsageLabels(database, labels)] : []),
    ...(unpriced.length > 0 ? [addUnpricedModels(database, unpriced)] : []),
    ...(warnings.length > 0 ? [addWarnings(database, warnings)] : []),
  ];
}

function countRows(stored: StoredInteractions, results: D1Result[]): void {
  for (const { meta } of results) {
    stored.rowsRead += meta.rows_read;
    stored.rowsWritten += meta.rows_written;
  }
}

/** The results of a write; null when it did not take place, because of what is stored already. */
async function tryToWrite(database: D1Database, interactions: Outgoing[], circumstances: Circumstances) {
  try {
    return await database.batch<TrackedSessionRow>(writeBatch(database, interactions, circumstances));
  } catch (error) {
    if (isConstraintViolation(error) || isTraceMatesAbort(error)) return null;
    throw error;
  }
}

function leaveOut(
  interactions: Outgoing[],
  { repeats, rowsRead, rowsWritten }: Repeats,
  { stored, as }: { stored: StoredInteractions; as: "repeats" | "reported" },
): Outgoing[] {
  stored.rowsRead += rowsRead;
  stored.rowsWritten += rowsWritten;
  for (const [key, repeated] of repeats) stored[as].set(key, repeated);
  return repeats.size === 0 ? interactions : interactions.filter(({ key }) => !repeats.has(key));
}

async function storeChunk(
  database: D1Database,
  chunk: Outgoing[],
  { bookVersion, stored }: { bookVersion: number; stored: StoredInteractions },
): Promise<void> {
  const watches = { trace: new TraceWatch(database), reply: new ReplyWatch(database) };
  let pending = leaveOut(chunk, findRepeatsAmong(chunk), { stored, as: "repeats" });
  for (let round = 1; pending.length > 0; round += 1) {
    if (round > MAX_ROUNDS) {
      throw new AppError("database_unavailable", "too many writers send the same interactions; send the request again");
    }
    const current = pending;
    const results = await tryToWrite(database, current, { bookVersion, maybeArchived: round > 1, watches });
    if (results !== null) {
      countRows(stored, results);
      for (const session of results[0]?.results ?? []) stored.sessionsBefore.set(session.id, session);
      for (const { key } of current) stored.recordedKeys.add(key);
      return;
    }
    const keys = encodeInteractionKeys(current.map(({ row }) => row));
    const known = await selectStoredInteractions(database, keys).all<StoredInteractionRow>();
    countRows(stored, [known]);
    for (const row of known.results) stored.known.set(keyOf(row), row);
    const unknown = current.filter(({ key }) => !stored.known.has(key));
    pending = leaveOut(unknown, await watches.trace.findRepeats(unknown), { stored, as: "repeats" });
    const reported = await watches.reply.findRepeats(pending);
    for (const [key, mate] of reported.doubtful) stored.doubtful.set(key, mate);
    pending = leaveOut(pending, reported, { stored, as: "reported" });
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
    repeats: new Map(),
    reported: new Map(),
    doubtful: new Map(),
    sessionsBefore: new Map(),
    rowsRead: 0,
    rowsWritten: 0,
  };
  const chunks = inTurn(interactions).flatMap((ofOneWay) => splitIntoChunks(ofOneWay.map(outgoing)));
  for (const chunk of chunks) await storeChunk(database, chunk, { bookVersion, stored });
  return stored;
}
