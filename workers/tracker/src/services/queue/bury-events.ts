import { upsertDeadLetters } from "@voygent/db";
import { describeError, log } from "@voygent/http";

import type { TrackerBindings } from "../../tracker-bindings.ts";
import { patientDatabase } from "../database/patient-database.ts";
import { errorClass } from "./error-class.ts";
import { type Recorded, recordQueued } from "./record-queued.ts";

const SECONDS_PER_ATTEMPT = 60;
const LONGEST_PAUSE_SECONDS = 3_600;

const letterOf = ({ message, queued, error }: Recorded) => ({
  id: queued?.letterId ?? message.id,
  event: typeof message.body === "string" ? message.body : JSON.stringify(message.body),
  error: queued === null ? "unreadable" : errorClass(error),
  failedAtMs: Date.now(),
});

/**
 * Takes what the queue gave up: tries each event a last time, which says what is wrong with it, and keeps in the table
 * `dead_letters` what cannot be stored. While the database does not even take that, the queue keeps the messages.
 */
export async function buryEvents(env: TrackerBindings, batch: MessageBatch): Promise<void> {
  const recorded = await recordQueued(env, batch.messages);
  for (const { message, error } of recorded) if (error === null) message.ack();
  const failed = recorded.filter(({ error }) => error !== null);
  if (failed.length === 0) return;
  try {
    await upsertDeadLetters(patientDatabase(env.DB), failed.map(letterOf)).run();
    for (const { message } of failed) message.ack();
    log("error", { worker: "tracker", event: "queue.dead_letters", letters: failed.length });
  } catch (error) {
    for (const { message } of failed) {
      const delaySeconds = Math.min(LONGEST_PAUSE_SECONDS, SECONDS_PER_ATTEMPT * message.attempts);
      message.retry({ delaySeconds });
    }
    log("error", { worker: "tracker", event: "queue.dead_letters_not_kept", error: describeError(error) });
  }
}
