import { toAppError } from "@voygent/http";

import type { TrackerBindings } from "../../tracker-bindings.ts";
import { patientDatabase } from "../database/patient-database.ts";
import { recordInteractions } from "../record-interactions.ts";
import { type QueuedEvent, readQueuedEvent } from "./queued-event.ts";

/** Nobody waits for an answer: longer than a request, far shorter than the 15 minutes of a consumer. */
const FAULT_BUDGET_MS = 15_000;

/** What became of a message of a queue: `error` is null when its event is stored. */
export type Recorded = { message: Message; queued: QueuedEvent | null; error: unknown };

type Readable = { message: Message; queued: QueuedEvent };

async function tryToRecord(env: TrackerBindings, readable: Readable[]): Promise<unknown> {
  try {
    const patient = { ...env, DB: patientDatabase(env.DB, FAULT_BUDGET_MS) };
    await recordInteractions(
      patient,
      readable.map(({ queued }) => queued.event),
    );
    return null;
  } catch (error) {
    return error;
  }
}

const isPassing = (error: unknown) => ["database_unavailable", "service_unavailable"].includes(toAppError(error).code);

/**
 * Records what messages carry, all in one write, or one by one when something about one of them stops it: then only that
 * one fails. A conflict is a warning, and done.
 */
export async function recordQueued(env: TrackerBindings, messages: readonly Message[]): Promise<Recorded[]> {
  const all = messages.map((message) => ({ message, queued: readQueuedEvent(message.body) }));
  const readable = all.flatMap(({ message, queued }) => (queued === null ? [] : [{ message, queued }]));
  const error = readable.length === 0 ? null : await tryToRecord(env, readable);
  const isOneByOne = error !== null && !isPassing(error) && readable.length > 1;
  const recorded: Recorded[] = [];
  for (const { message, queued } of all) {
    if (queued === null) recorded.push({ message, queued, error: new TypeError("the message cannot be read") });
    else if (isOneByOne) recorded.push({ message, queued, error: await tryToRecord(env, [{ message, queued }]) });
    else recorded.push({ message, queued, error });
  }
  return recorded;
}
