import { describeError, log } from "@voygent/http";

import type { TrackerBindings } from "../../tracker-bindings.ts";
import { recordQueued } from "./record-queued.ts";

const FIRST_PAUSE_SECONDS = 4;
const LONGEST_PAUSE_SECONDS = 300;

/** Between half of and the whole of 4, 8, 16 … 300 seconds: ten retries bridge a quarter of an hour. */
function pauseSecondsAfter(attempts: number): number {
  const longest = Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** (attempts - 1));
  return Math.ceil((longest * (1 + Math.random())) / 2);
}

/**
 * Records the events of the queue, priced at their own time. What is stored is acknowledged, one message at a time; the
 * others come again later, and after the last retry go to the dead letters.
 */
export async function consumeEvents(env: TrackerBindings, batch: MessageBatch): Promise<void> {
  const startedAtMs = Date.now();
  const recorded = await recordQueued(env, batch.messages);
  for (const { message, error } of recorded) {
    if (error === null) message.ack();
    else message.retry({ delaySeconds: pauseSecondsAfter(message.attempts) });
  }
  const failed = recorded.filter(({ error }) => error !== null);
  const [first] = failed;
  log(first === undefined ? "info" : "error", {
    worker: "tracker",
    event: "queue.consumed",
    events: recorded.length - failed.length,
    failed: failed.length,
    ms: Date.now() - startedAtMs,
    ...(first !== undefined && { error: describeError(first.error) }),
  });
}
