import { setTimeout as sleep } from "node:timers/promises";

import { startCronClock } from "./cron-clock.ts";
import type { ProductApi } from "./product-api.ts";

const MOST_TRIES = 5;
const RECHECK_MS = 1_000;

type Input = { crons: string[]; api: ProductApi; signal: AbortSignal; say: (line: string) => void };

/** Fires the jobs; when the runtime ends meanwhile, again on the next one, which may take a while to be well. */
async function fireJobs(api: ProductApi, cron: string, signal: AbortSignal): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await api.runScheduled(cron);
    } catch (error) {
      // `fetch` throws a TypeError when the connection is cut.
      if (!(error instanceof TypeError) || tries === MOST_TRIES) throw error;
    }
    do await sleep(RECHECK_MS, undefined, { signal });
    while (!(await api.isHealthy()));
  }
}

/**
 * Fires the jobs of these schedules, and at once for what fell due while the product was not running; the first time that
 * is the first price sync. Nothing waits for them. Ends with `signal`.
 */
export function startJobs({ crons, api, signal, say }: Input): void {
  const fire = (cron: string) => {
    fireJobs(api, cron, signal).catch((error: unknown) => {
      if (!signal.aborted) say(`The jobs of \`${cron}\` failed: ${String(error)}`);
    });
  };
  for (const cron of crons) fire(cron);
  const clock = startCronClock(crons, fire);
  signal.addEventListener("abort", () => clock.stop(), { once: true });
}
