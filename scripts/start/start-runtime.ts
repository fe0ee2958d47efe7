import { setTimeout as sleep } from "node:timers/promises";

import { buildFailure } from "./build-failure.ts";
import type { ProductApi } from "./product-api.ts";
import { type Runtime, type RuntimeInput, runRuntime, runtimeLog } from "./run-runtime.ts";
import { StartError } from "./start-error.ts";
import { watchFrontProcess } from "./watch-front-process.ts";

const HEALTH_TIMEOUT_MS = 120_000;
const RECHECK_MS = 100;

async function untilHealthy(api: ProductApi, signal: AbortSignal): Promise<void> {
  while (!(await api.isHealthy())) await sleep(RECHECK_MS, undefined, { signal });
}

/** Throws a StartError that says why the runtime will not be well; rejects also when `signal` aborts. */
async function untilFailed(runtime: Runtime, log: string, signal: AbortSignal): Promise<never> {
  const deadline = Date.now() + HEALTH_TIMEOUT_MS;
  let hasEnded = false;
  void runtime.ended.finally(() => {
    hasEnded = true;
  });
  for (;;) {
    const failure = buildFailure(await runtime.readLog());
    if (failure !== null) throw new StartError(`A Worker could not be built. ${failure}`);
    if (hasEnded) throw new StartError(`The runtime ended before it was ready: see ${log}.`);
    if (Date.now() > deadline) throw new StartError(`The product did not become healthy: see ${log}.`);
    await sleep(RECHECK_MS, undefined, { signal });
  }
}

/** Waits for the one or the other: a health that is asked for is not answered before every Worker is built. */
async function waitUntilHealthy(api: ProductApi, runtime: Runtime, log: string): Promise<void> {
  const waiting = new AbortController();
  const ways = [untilHealthy(api, waiting.signal), untilFailed(runtime, log, waiting.signal)];
  try {
    await Promise.race(ways);
  } finally {
    waiting.abort();
  }
}

/**
 * Starts the Workers and waits until all of them are well; from then on the runtime ends when its front process does.
 * `onStarted` gets the runtime before that, so that it can be ended meanwhile.
 */
export async function startRuntime(
  input: RuntimeInput,
  api: ProductApi,
  onStarted: (runtime: Runtime) => void,
): Promise<Runtime> {
  const runtime = await runRuntime(input);
  onStarted(runtime);
  await waitUntilHealthy(api, runtime, runtimeLog(input.folder));
  await watchFrontProcess(input.port, runtime.ended, () => void runtime.end());
  return runtime;
}
