import { describeError, log } from "@voygent/http";
import { waitUntil } from "cloudflare:workers";

import { closeRecentPeriods } from "../../jobs/close-periods.ts";
import { foldUsers } from "../../jobs/fold-users.ts";

/** So many interactions of past days in one call are an import, after which much has to be summed. */
const LEAST_PAST_INTERACTIONS = 100;
const PAST_MS = 24 * 60 * 60_000;

/** How long an import has to pause before its days are summed, and how long that may take of the 30 s behind an answer. */
const PAUSE_MS = 3_000;
const CLOSING_MS = 20_000;

let calls = 0;

async function closeAfterPause(database: D1Database, call: number): Promise<void> {
  await scheduler.wait(PAUSE_MS);
  if (call !== calls) return;
  try {
    const startedAtMs = Date.now();
    const untilMs = startedAtMs + CLOSING_MS;
    const users = await foldUsers(database, { nowMs: startedAtMs, untilMs });
    const weeks = await closeRecentPeriods(database, startedAtMs, untilMs);
    log("info", { worker: "tracker", event: "periods", weeks, users, ms: Date.now() - startedAtMs });
  } catch (error) {
    log("error", { worker: "tracker", event: "periods.not_closed", error: describeError(error) });
  }
}

/**
 * After an import of past interactions, sums their days and the totals of their users once no more of them come to this isolate, so that the first look
 * at them is as fast as later ones. What is not done then is done by the clock, or when it is asked for.
 */
export function closeAfterImport(database: D1Database, occurredAtMs: number[]): void {
  const nowMs = Date.now();
  if (occurredAtMs.filter((instant) => instant < nowMs - PAST_MS).length < LEAST_PAST_INTERACTIONS) return;
  calls += 1;
  waitUntil(closeAfterPause(database, calls));
}
