import { AppError, describeError, log } from "@voygent/http";

import type { EventWarning, UsageEvent } from "../../intake/usage-event.ts";
import { withinTime } from "../database/within-time.ts";
import { encodeQueuedEvent } from "./queued-event.ts";

/** Cloudflare takes 100 messages and 256 KB at a time; every message carries some bytes of its own. */
const MAX_MESSAGES = 100;
const MAX_BYTES = 240_000;
const BYTES_AROUND_MESSAGE = 200;

/** As long as an intake waits for its database. */
const SEND_MS = 3_500;

/** An event that is kept in the queue and not stored yet: it has no price. */
export type QueuedOutcome = { id: string; sessionId: string; status: "queued"; warnings: EventWarning[] };

const encoder = new TextEncoder();

function splitForSending(bodies: string[]): string[][] {
  const sends: string[][] = [];
  let [current, bytes]: [string[], number] = [[], 0];
  for (const body of bodies) {
    const size = encoder.encode(body).length + BYTES_AROUND_MESSAGE;
    if (current.length === MAX_MESSAGES || (current.length > 0 && bytes + size > MAX_BYTES)) {
      sends.push(current);
      [current, bytes] = [[], 0];
    }
    current.push(body);
    bytes += size;
  }
  return current.length === 0 ? sends : [...sends, current];
}

const late = (ms: number) => new Error(`the queue did not answer within ${ms} ms`);

/**
 * Puts events into the queue; what became of each, in their order.
 * @throws AppError 503 when the queue does not take all of them; sending the same events again is then harmless
 */
export async function enqueueEvents(queue: Queue<string>, events: UsageEvent[]): Promise<QueuedOutcome[]> {
  const sends = splitForSending(events.map(encodeQueuedEvent));
  try {
    await Promise.all(
      sends.map(async (bodies) => {
        const messages = bodies.map((body) => ({ body, contentType: "text" as const }));
        await withinTime(async () => await queue.sendBatch(messages), SEND_MS, late);
      }),
    );
  } catch (error) {
    log("error", { worker: "tracker", event: "queue.send_failed", error: describeError(error) });
    throw new AppError("service_unavailable", "the queue takes no events; send the request again");
  }
  return events.map(({ id, sessionId, warnings }) => ({ id, sessionId, status: "queued", warnings }));
}
