import type { ProductApi } from "./product-api.ts";
import type { Runtime } from "./run-runtime.ts";
import { StartError } from "./start-error.ts";
import { untilSilent } from "./until-silent.ts";

/** So many runtimes in a row that ended so soon after their start say that the next one would too. */
const SHORT_RUNS = 3;
const SHORT_RUN_MS = 10_000;

type Input = {
  runtime: Runtime;
  api: ProductApi;
  /** How long a runtime that answers nothing is waited for. */
  silenceMs: number;
  /** Where the runtime logs. */
  log: string;
  /** Whether the start is being stopped. */
  signal: AbortSignal;
  /** Starts the next runtime and resolves when it is well. */
  start: () => Promise<Runtime>;
  say: (line: string) => void;
  /** What to say when the next runtime is well. */
  readyLine: string;
};

/** Waits until the runtime has ended, which is brought about when it answers nothing; gives back why it ended. */
async function untilEnded(runtime: Runtime, api: ProductApi, silenceMs: number): Promise<"ended" | "silent"> {
  const watching = new AbortController();
  const ended = runtime.ended.then(() => "ended" as const);
  const silent = untilSilent(api, silenceMs, watching.signal).then(() => "silent" as const);
  try {
    return await Promise.race([ended, silent]);
  } finally {
    watching.abort();
  }
}

/**
 * Starts the runtime again whenever it ends or answers nothing any more. Returns when the start is stopped; throws a
 * StartError when the runtime keeps ending.
 */
export async function keepRunning(input: Input): Promise<void> {
  const { api, silenceMs, log, signal, start, say, readyLine } = input;
  let { runtime } = input;
  for (let shortRuns = 0; ;) {
    const startedAtMs = Date.now();
    const reason = await untilEnded(runtime, api, silenceMs);
    if (signal.aborted) return;
    shortRuns = Date.now() - startedAtMs < SHORT_RUN_MS ? shortRuns + 1 : 0;
    if (shortRuns === SHORT_RUNS) throw new StartError(`The runtime keeps ending: see ${log}.`);
    const what = reason === "ended" ? "ended" : `has not answered for ${silenceMs / 1000} seconds`;
    say(`The runtime ${what} and is started again…`);
    await runtime.end();
    runtime = await start();
    say(readyLine);
  }
}
