import { setTimeout as sleep } from "node:timers/promises";

import type { ProductApi } from "./product-api.ts";

const TRIES = 3;

/** Whether one of a few requests, spread over `limitMs` and each open until its end, is answered at all. */
async function isAnswering(api: ProductApi, limitMs: number, signal: AbortSignal): Promise<boolean> {
  const answered = new AbortController();
  const either = AbortSignal.any([signal, answered.signal]);
  const tries = Array.from({ length: TRIES }, async (_, index) => {
    const delayMs = (limitMs * index) / TRIES;
    await sleep(delayMs, undefined, { signal: either });
    await api.knock(AbortSignal.any([either, AbortSignal.timeout(limitMs - delayMs)]));
  });
  try {
    await Promise.any(tries);
    return true;
  } catch {
    return false;
  } finally {
    answered.abort();
  }
}

/**
 * Resolves when the product has answered nothing for `limitMs`, which a busy machine, a sample year that is loaded or
 * prices that are synchronised do not bring about: any answer counts, however late. Rejects when `signal` aborts.
 */
export async function untilSilent(api: ProductApi, limitMs: number, signal: AbortSignal): Promise<void> {
  while (await isAnswering(api, limitMs, signal)) await sleep(limitMs, undefined, { signal });
  signal.throwIfAborted();
}
