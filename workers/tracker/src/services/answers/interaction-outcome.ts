import type { InteractionRow, StoredInteractionRow, WarningCount } from "@voygent/db";

import { repeatedCallWarning } from "../../intake/repeated-call-warning.ts";
import type { EventWarning } from "../../intake/usage-event.ts";
import { countWarnings } from "../warnings/count-warnings.ts";
import { keyOf } from "../prepare/key-of.ts";
import type { PreparedInteraction } from "../prepare/prepare-interaction.ts";
import type { StoredInteractions } from "../store/store-interactions.ts";
import { tellsAgain } from "./tells-again.ts";
import { reportedTwiceWarning } from "../two-ways/two-ways-warnings.ts";

/** What became of one event, and what is stored of it (`interactionCost`). A conflict keeps what was stored first. */
export type InteractionOutcome = {
  id: string;
  sessionId: string;
  status: "recorded" | "duplicate" | "conflict";
  kept: InteractionRow | StoredInteractionRow;
  warnings: EventWarning[];
};

/** A write that is done: the first event of each key, what was found only by writing it, and what stands in for what was left out. */
export type DoneWrite = {
  first: ReadonlyMap<string, PreparedInteraction>;
  stored: StoredInteractions;
  found: ReadonlyMap<string, EventWarning[]>;
  standIns: ReadonlyMap<string, StoredInteractionRow>;
};

type Told = { outcome: InteractionOutcome | null; late: WarningCount[] };

const conflictWarning = (sessionId: string): EventWarning => ({
  code: "idempotency_conflict",
  message: "the id was used before by this source for other content",
  subject: sessionId,
});

/** Of a call that another way of reporting it told first; spans have no answer of their own. */
function outcomeOfReported(interaction: PreparedInteraction, { stored, standIns }: DoneWrite): Told | null {
  const { key, row, warnings, reply } = interaction;
  const reported = stored.reported.get(key);
  if (reported === undefined) return null;
  const warning = reportedTwiceWarning(reported, interaction);
  const late = countWarnings({ ...row, ...reported }, [warning]);
  if (reply?.way === "span") return { outcome: null, late };
  const kept = standIns.get(keyOf(reported)) ?? row;
  const { id, sessionId } = row;
  return { outcome: { id, sessionId, status: "duplicate", kept, warnings: [...warnings, warning] }, late };
}

/**
 * What became of an event, null for a span whose call another report tells; and the warnings that are to be counted now, since
 * nothing that was stored carries them.
 */
export function outcomeOf(interaction: PreparedInteraction, write: DoneWrite): Told {
  const { first, stored, found } = write;
  const { key, row, warnings } = interaction;
  const repeated = stored.repeats.get(key);
  if (repeated !== undefined) {
    return { outcome: null, late: [repeatedCallWarning(repeated, row.source, row.receivedAtMs)] };
  }
  const reported = outcomeOfReported(interaction, write);
  if (reported !== null) return reported;

  const kept = stored.known.get(key) ?? first.get(key)?.row ?? row;
  const base = { id: row.id, sessionId: row.sessionId, kept };
  if (stored.recordedKeys.has(key) && first.get(key) === interaction) {
    const since = found.get(key) ?? [];
    return {
      outcome: { ...base, status: "recorded", warnings: [...warnings, ...since] },
      late: countWarnings(row, since),
    };
  }
  if (kept.contentHash === row.contentHash || tellsAgain(interaction, kept)) {
    return { outcome: { ...base, status: "duplicate", warnings }, late: [] };
  }
  return {
    outcome: { ...base, status: "conflict", warnings },
    late: countWarnings(row, [conflictWarning(row.sessionId)]),
  };
}
