import type { WarningCount } from "@voygent/db";

import type { EventWarning, UsageEvent } from "../intake/usage-event.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";
import { closeAfterImport } from "./store/close-after-import.ts";
import { countLateWarnings } from "./warnings/count-late-warnings.ts";
import { type InteractionOutcome, outcomeOf } from "./answers/interaction-outcome.ts";
import { unhurried } from "./database/patient-database.ts";
import { type PreparedInteraction, prepareInteraction } from "./prepare/prepare-interaction.ts";
import { currentPriceBook } from "./prepare/price-book.ts";
import { sessionWarnings } from "./warnings/session-warnings.ts";
import { type StoredInteractions, storeInteractions } from "./store/store-interactions.ts";
import { selectStandIns } from "./two-ways/select-stand-ins.ts";
import { doubtfulReportWarning } from "./two-ways/two-ways-warnings.ts";

/** What became of all events, in their order, without spans whose call another report tells; and what it cost the database. */
export type RecordedInteractions = { outcomes: InteractionOutcome[]; rowsRead: number; rowsWritten: number };

function firstOfEachKey(prepared: PreparedInteraction[]): Map<string, PreparedInteraction> {
  const first = new Map<string, PreparedInteraction>();
  for (const interaction of prepared) if (!first.has(interaction.key)) first.set(interaction.key, interaction);
  return first;
}

/**
 * What is odd about each recorded interaction, by its key, beside what was stored before it: about its session, which the first of
 * a new one opens for those after it, and whether its call may have been told in another way.
 */
function warnAboutRecorded(recorded: PreparedInteraction[], stored: StoredInteractions): Map<string, EventWarning[]> {
  const opened = new Map<string, { userId: string; startedAtMs: number; endedAtMs: null }>();
  const found = new Map<string, EventWarning[]>();
  for (const { key, row } of recorded) {
    const before = stored.sessionsBefore.get(row.sessionId) ?? opened.get(row.sessionId);
    const warnings = sessionWarnings(row, before);
    const mate = stored.doubtful.get(key);
    if (mate !== undefined) warnings.push(doubtfulReportWarning(mate));
    if (warnings.length > 0) found.set(key, warnings);
    if (before === undefined) opened.set(row.sessionId, { userId: row.userId, startedAtMs: 0, endedAtMs: null });
  }
  return found;
}

/**
 * The one road of every intake: prices events and stores them, each counted once in every total however often it is sent. Within
 * the call and beyond it, the same id from the same source is a duplicate with the same content (or what `tellsAgain`) and a
 * conflict with another; from another source it is another event.
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
  const found = warnAboutRecorded(recorded, stored);
  const standIns = await selectStandIns(env.DB, prepared, stored);

  const late = [...rejected];
  const outcomes: InteractionOutcome[] = [];
  for (const interaction of prepared) {
    const told = outcomeOf(interaction, { first, stored, found, standIns });
    late.push(...told.late);
    if (told.outcome !== null) outcomes.push(told.outcome);
  }
  const lateMeta = await countLateWarnings(env.DB, late);
  return {
    outcomes,
    rowsRead: stored.rowsRead + (lateMeta?.rows_read ?? 0),
    rowsWritten: stored.rowsWritten + (lateMeta?.rows_written ?? 0),
  };
}
