import { setTimeout as sleep } from "node:timers/promises";

import type { Random } from "../../scripts/demo/create-random.ts";
import { sendUntilAcknowledged, type Target } from "./send-until-acknowledged.ts";
import { createEvents } from "./soak-event.ts";
import { createSoakRequest, kindOf } from "./soak-request.ts";

const CLIENTS = 12;
const DUPLICATE_PART = 0.01;

/** How far behind its rate the load may fall, before what it missed is left out instead of sent all at once. */
const MAX_BEHIND_MS = 2_000;

/** What was sent so far. Each id in `acknowledged` must be stored once, and nothing else but `sent`. */
export type SoakTally = {
  sent: Set<string>;
  acknowledged: Set<string>;
  requests: number;
  duplicates: number;
  retries: number;
  failures: string[];
};

export const emptyTally = (): SoakTally => ({
  sent: new Set(),
  acknowledged: new Set(),
  requests: 0,
  duplicates: 0,
  retries: 0,
  failures: [],
});

/** Sends events of all intakes until `untilMs` (by `performance.now`), at most so many per second, and notes them in `tally`. */
export async function runLoad(
  target: Target,
  { random, eventsPerSecond, untilMs }: { random: Random; eventsPerSecond: number; untilMs: number },
  tally: SoakTally,
): Promise<void> {
  const nextEvent = createEvents(random);
  let dueMs = performance.now();
  const sendNext = async () => {
    const { kind, events } = kindOf(tally.requests);
    tally.requests += 1;
    const request = createSoakRequest(kind, Array.from({ length: events }, nextEvent));
    dueMs = Math.max(dueMs, performance.now() - MAX_BEHIND_MS) + (events * 1000) / eventsPerSecond;
    const waitMs = dueMs - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    for (const id of request.ids) tally.sent.add(id);
    tally.retries += (await sendUntilAcknowledged(target, request)).retries;
    for (const id of request.ids) tally.acknowledged.add(id);
    if (random() >= DUPLICATE_PART) return;
    tally.retries += (await sendUntilAcknowledged(target, request)).retries;
    tally.duplicates += request.ids.length;
  };
  const client = async () => {
    while (performance.now() < untilMs) {
      await sendNext().catch((error: unknown) => tally.failures.push(String(error)));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}
