import { setTimeout as sleep } from "node:timers/promises";

import type { DataFolder } from "./data-folder.ts";
import { listProcesses } from "./list-processes.ts";
import { registryPath } from "./run-runtime.ts";
import { StartError } from "./start-error.ts";

const TIMEOUT_MS = 5_000;

/**
 * Ends what an earlier start on this data folder left running, which takes killing all of its processes but the runtime
 * at once: two runtimes on one database would lose writes. Call it with the folder locked. Gives back whether there was
 * anything; throws a StartError when something cannot be ended.
 */
export async function endLeftovers(folder: DataFolder): Promise<boolean> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (let tries = 0; ; tries += 1) {
    const leftovers = await listProcesses(`WRANGLER_REGISTRY_PATH=${registryPath(folder)} `);
    if (leftovers.length === 0) return tries > 0;
    const pids = leftovers.map(({ pid }) => pid);
    if (Date.now() > deadline) throw new StartError(`An earlier start left processes that do not end: ${pids.join()}.`);
    for (const pid of pids) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has ended meanwhile.
      }
    }
    await sleep(50);
  }
}
