import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

import { ImportError } from "./import-error.ts";
import type { Target } from "./import-options.ts";
import { type Outcome, readAnswer, type Verdict } from "./read-answer.ts";

const pack = promisify(gzip);

/** The tracker unpacks and stores within seconds; a proxy may hold a request longer. */
const ANSWER_TIMEOUT_MS = 120_000;
const LONGEST_PAUSE_MS = 30_000;
const MAX_RETRY_AFTER_MS = 3_600_000;

/** How batches are sent; times in milliseconds. */
export type Sending = {
  target: Target;
  /** How long one batch is tried. */
  patienceMs: number;
  pauseMs: number;
  /** Is told why a batch is tried again. */
  onRetry: (detail: string) => void;
  signal: AbortSignal;
};

function readRetryAfterMs(header: string | null): number {
  const text = header?.trim() ?? "";
  if (text === "") return 0;
  const millis = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(millis) ? 0 : Math.min(Math.max(millis, 0), MAX_RETRY_AFTER_MS);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no answer";
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}

async function post(events: string[], { target, signal }: Sending): Promise<Verdict & { retryAfterMs: number }> {
  try {
    const response = await fetch(`${target.url}/track/batch`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${target.key}`,
        "content-type": "application/json",
        "content-encoding": "gzip",
      },
      body: await pack(`{"interactions":[${events.join(",")}]}`, { level: 1 }),
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
    });
    const verdict = readAnswer(events.length, response.status, await response.text());
    return { ...verdict, retryAfterMs: readRetryAfterMs(response.headers.get("retry-after")) };
  } catch (error) {
    signal.throwIfAborted();
    return { verdict: "again", detail: reasonOf(error), retryAfterMs: 0 };
  }
}

const sum = (one: Outcome, other: Outcome): Outcome => ({
  recorded: one.recorded + other.recorded,
  duplicates: one.duplicates + other.duplicates,
  differing: one.differing + other.differing,
  rejected: one.rejected + other.rejected,
  why: one.why ?? other.why,
});

async function sendHalves(events: string[], sending: Sending): Promise<Outcome> {
  const middle = Math.ceil(events.length / 2);
  return sum(await sendBatch(events.slice(0, middle), sending), await sendBatch(events.slice(middle), sending));
}

/**
 * Sends events, given as JSON, until the tracker has answered what became of each.
 * @throws ImportError when the key or the address is wrong, or when it has not answered for as long as patience lasts
 */
export async function sendBatch(events: string[], sending: Sending): Promise<Outcome> {
  const untilMs = Date.now() + sending.patienceMs;
  for (let tries = 0; ; tries += 1) {
    const answer = await post(events, sending);
    if (answer.verdict === "done") return answer.outcome;
    if (answer.verdict === "key") {
      throw new ImportError("key", `the key is refused (${answer.detail}): it needs the scope \`track\``);
    }
    if (answer.verdict === "wrong") {
      throw new ImportError("input", `${sending.target.url} does not answer as an installation does: ${answer.detail}`);
    }
    if (answer.verdict === "split") {
      if (events.length > 1) return await sendHalves(events, sending);
      return { recorded: 0, duplicates: 0, differing: 0, rejected: 1, why: answer.detail };
    }
    const backoffMs = Math.random() * Math.min(sending.pauseMs * 2 ** Math.min(tries, 20), LONGEST_PAUSE_MS);
    const pauseMs = Math.max(backoffMs, answer.retryAfterMs);
    if (Date.now() + pauseMs > untilMs) {
      throw new ImportError("unfinished", `${sending.target.url} does not answer: ${answer.detail}`);
    }
    sending.onRetry(answer.detail);
    await wait(pauseMs, undefined, { signal: sending.signal });
  }
}
