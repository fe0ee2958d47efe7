import type { WarningCount } from "@voygent/db";

import type { UsageEvent } from "../intake/usage-event.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";
import { enqueueEvents, type QueuedOutcome } from "./queue/enqueue-events.ts";
import type { InteractionOutcome } from "./answers/interaction-outcome.ts";
import { recordInteractions } from "./record-interactions.ts";

/** What became of one event: stored with its price, or kept in the queue. */
export type EventOutcome = InteractionOutcome | QueuedOutcome;

/** What became of all events, in their order, and what it cost the database. */
export type AcceptedEvents = { outcomes: EventOutcome[]; rowsRead: number; rowsWritten: number };

/**
 * What every intake does with its events: records them, or in queue mode keeps them in the queue, whose consumer records
 * them. `rejected` are the warnings about what the intake refused.
 * @throws AppError or a D1 error when nothing is promised; sending the same events again is then harmless
 */
export async function acceptEvents(
  env: TrackerBindings,
  events: UsageEvent[],
  rejected: WarningCount[] = [],
): Promise<AcceptedEvents> {
  if (env.USAGE_QUEUE === undefined) return await recordInteractions(env, events, rejected);
  const outcomes = await enqueueEvents(env.USAGE_QUEUE, events);
  const { rowsRead, rowsWritten } = await recordInteractions(env, [], rejected);
  return { outcomes, rowsRead, rowsWritten };
}
