import type { InteractionRow, StoredInteractionRow, WarningCount } from "@voygent/db";

import { repeatedCallWarning } from "../intake/repeated-call-warning.ts";
import type { EventWarning, UsageEvent } from "../intake/usage-event.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";
import { closeAfterImport } from "./close-after-import.ts";
import { countLateWarnings } from "./count-late-warnings.ts";
import { countWarnings } from "./count-warnings.ts";
import { unhurried } from "./patient-database.ts";
import { type PreparedInteraction, prepareInteraction } from "./prepare-interaction.ts";
import { currentPriceBook } from "./price-book.ts";
import { sessionWarnings } from "./session-warnings.ts";
import { type StoredInteractions, storeInteractions } from "./store-interactions.ts";

/** What became of one event, and what is stored of it (`interactionCost`). A conflict keeps what was stored first. */
export type InteractionOutcome = {
  id: string;
  sessionId: string;
  status: "recorded" | "duplicate" | "conflict";
  kept: InteractionRow | StoredInteractionRow;
  warnings: EventWarning[];
};

/** What became of all events, in their order, without calls that another span reports too; and what it cost the database. */
export type RecordedInteractions = { outcomes: InteractionOutcome[]; rowsRead: number; rowsWritten: number };

function firstOfEachKey(prepared: PreparedInteraction[]): Map<string, PreparedInteraction> {
  const first = new Map<string, PreparedInteraction>();
  for (const interaction of prepared) if (!first.has(interaction.key)) first.set(interaction.key, interaction);
  return first;
}

/** What each recorded interaction, by its key, says about its session; the first of a new session opens it for the ones after it. */
function warnAboutSessions(recorded: PreparedInteraction[], stored: StoredInteractions): Map<string, EventWarning[]> {
  const opened = new Map<string, { userId: string; startedAtMs: number; endedAtMs: null }>();
  const found = new Map<string, EventWarning[]>();
  for (const { key, row } of recorded) {
    const before = stored.sessionsBefore.get(row.sessionId) ?? opened.get(row.sessionId);
    const warnings = sessionWarnings(row, before);
    if (warnings.length > 0) found.set(key, warnings);
    if (before === undefined) opened.set(row.sessionId, { userId: row.userId, startedAtMs: 0, endedAtMs: null });
  }
  return found;
}

const conflictWarning = (sessionId: string): EventWarning => ({
  code: "idempotency_conflict",
  message: "the id was used before by this source for other content",
  subject: sessionId,
});

/**
 * The one road of every intake: prices events and stores them, each counted once in every total however often it is
 * sent. Within the call and beyond it, the same id from the same
 * source is a duplicate with the same content and a conflict with another; from another source it is another event.
 * `rejected` are the warnings about what the intake refused. A pricing fault never stops it.
 * @throws AppError or a D1 error when the database does not answer; sending the same events again is then harmless
 */
export async function recordInteractions(
  env: TrackerBindings,
  events: UsageEvent[],
  rejected: WarningCount[] = [],
): Promise<RecordedInteractions> {
  const book = events.length === 0 ? null : await currentPriceBook(env);
  const prepared = events.map((event) => prepareInteraction(event, book));
  const first = firstOfEachKey(prepared);
  const stored = await storeInteractions(env.DB, [...first.values()], book?.version ?? 0);
  const recorded = [...first.values()].filter(({ key }) => stored.recordedKeys.has(key));
  closeAfterImport(
    unhurried(env.DB),
    recorded.map(({ row }) => row.occurredAtMs),
  );
  const aboutSessions = warnAboutSessions(recorded, stored);

  const late = [...rejected];
  for (const { key, row } of recorded) late.push(...countWarnings(row, aboutSessions.get(key) ?? []));
  const outcomes = prepared.flatMap((interaction): InteractionOutcome[] => {
    const { key, row, warnings } = interaction;
    const repeated = stored.repeats.get(key);
    if (repeated !== undefined) {
      late.push(repeatedCallWarning(repeated, row.source, row.receivedAtMs));
      return [];
    }
    const kept = stored.known.get(key) ?? first.get(key)?.row ?? row;
    const base = { id: row.id, sessionId: row.sessionId, kept };
    if (stored.recordedKeys.has(key) && first.get(key) === interaction) {
      return [{ ...base, status: "recorded", warnings: [...warnings, ...(aboutSessions.get(key) ?? [])] }];
    }
    if (kept.contentHash === row.contentHash) return [{ ...base, status: "duplicate", warnings }];
    late.push(...countWarnings(row, [conflictWarning(row.sessionId)]));
    return [{ ...base, status: "conflict", warnings }];
  });
  const lateMeta = await countLateWarnings(env.DB, late);
  return {
    outcomes,
    rowsRead: stored.rowsRead + (lateMeta?.rows_read ?? 0),
    rowsWritten: stored.rowsWritten + (lateMeta?.rows_written ?? 0),
  };
}
