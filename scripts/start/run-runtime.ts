import { type ChildProcess, spawn } from "node:child_process";
import { open } from "node:fs/promises";
import { join } from "node:path";

import type { DataFolder } from "./data-folder.ts";

/** The running Workers: `ended` resolves when their process group is gone, `end` asks for it. */
export type Runtime = { ended: Promise<void>; end(): Promise<void> };

type RuntimeInput = { root: string; folder: DataFolder; configs: string[]; port: number };

/** Nothing is fetched, traced, reported or shared with other runtimes, and no page opens the database without a key. */
const QUIET = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_WRITE_LOGS: "false",
  X_LOCAL_EXPLORER: "false",
  X_LOCAL_OBSERVABILITY: "false",
  NO_COLOR: "1",
};

function endGroup(keeper: ChildProcess): void {
  if (keeper.pid === undefined) return;
  try {
    process.kill(-keeper.pid, "SIGKILL");
  } catch {
    // The group is gone already.
  }
}

/** Starts the five Workers in one local runtime on 127.0.0.1; what they print goes to `runtime.log`. */
export async function runRuntime({ root, folder, configs, port }: RuntimeInput): Promise<Runtime> {
  const log = await open(join(folder.logs, "runtime.log"), "a", 0o600);
  const wrangler = join(root, "node_modules/.bin/wrangler");
  const args = `dev --ip 127.0.0.1 --port ${port} --inspector-port 0 --show-interactive-dev-session=false --persist-to`
    .split(" ")
    .concat(folder.state, ...configs.map((config) => ["-c", config]));
  const keeper = spawn(process.execPath, [join(import.meta.dirname, "keeper.ts"), wrangler, ...args], {
    cwd: folder.runtime,
    env: { ...process.env, ...QUIET, WRANGLER_REGISTRY_PATH: join(folder.runtime, "registry") },
    stdio: ["pipe", log.fd, log.fd],
    detached: true,
  });
  await log.close();
  const ended = new Promise<void>((resolve) => {
    keeper.once("exit", () => {
      endGroup(keeper);
      resolve();
    });
  });
  return {
    ended,
    end: async () => {
      keeper.stdin?.destroy();
      await ended;
    },
  };
}
