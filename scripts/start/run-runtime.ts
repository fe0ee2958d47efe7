import { type ChildProcess, spawn } from "node:child_process";
import { open, readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

import type { DataFolder } from "./data-folder.ts";

/** The running Workers: `ended` resolves when their process group is gone, `end` asks for it. */
export type Runtime = {
  ended: Promise<void>;
  end(): Promise<void>;
  /** What this runtime has logged so far, without colours. */
  readLog(): Promise<string>;
};

export type RuntimeInput = { root: string; folder: DataFolder; configs: string[]; port: number };

/**
 * V8 flags of the local runtime. Each request to D1 leaves some 50 KB of native memory behind objects so small that V8 by its defaults
 * lets them gather to hundreds of MiB: with a heap that starts small and grows slowly they are collected in time.
 */
export const COLLECT_EARLY = "--initial-old-space-size=1 --max-semi-space-size=4 --heap-growing-percent=20";

/**
 * Nothing is fetched, traced, reported or shared with other runtimes, and no page opens the database without a key. Wrangler starts its
 * proxy of the inspector, which keeps each line of the log for a debugger, unless an editor says that it debugs itself.
 */
const ENVIRONMENT = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_WRITE_LOGS: "false",
  X_LOCAL_EXPLORER: "false",
  X_LOCAL_OBSERVABILITY: "false",
  NO_COLOR: "1",
  VSCODE_INSPECTOR_OPTIONS: "{}",
  MINIFLARE_WORKERD_V8_FLAGS: COLLECT_EARLY,
};

const LARGEST_LOG_BYTES = 20 * 1024 * 1024;

/** Where the Workers of this data folder find each other; its name in their environment tells whose they are. */
export const registryPath = (folder: DataFolder) => join(folder.runtime, "registry");

/** Where the Workers log; what an earlier start logged is kept until the file is large, then once more beside it. */
export const runtimeLog = (folder: DataFolder) => join(folder.logs, "runtime.log");

async function openLog(folder: DataFolder) {
  const file = runtimeLog(folder);
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  if (size > LARGEST_LOG_BYTES) await rename(file, `${file}.1`);
  return await open(file, "a", 0o600);
}

function endGroup(keeper: ChildProcess): void {
  if (keeper.pid === undefined) return;
  try {
    process.kill(-keeper.pid, "SIGKILL");
  } catch {
    // The group is gone already.
  }
}

/** Node's arguments for Wrangler itself: its own launcher would be one more process in between. */
const wranglerIn = (root: string) => [
  "--no-warnings",
  "--import",
  join(import.meta.dirname, "end-with-parent.ts"),
  join(root, "node_modules/wrangler/wrangler-dist/cli.js"),
];

/** Starts the five Workers in one local runtime on 127.0.0.1; what they print goes to `runtime.log`. */
export async function runRuntime({ root, folder, configs, port }: RuntimeInput): Promise<Runtime> {
  const log = await openLog(folder);
  const { size: logStart } = await log.stat();
  const args = `dev --ip 127.0.0.1 --port ${port} --inspector-port 0 --show-interactive-dev-session=false --persist-to`
    .split(" ")
    .concat(folder.state, ...configs.map((config) => ["-c", config]));
  const keeperArgs = [join(import.meta.dirname, "keeper.ts"), process.execPath, ...wranglerIn(root), ...args];
  const keeper = spawn(process.execPath, keeperArgs, {
    cwd: folder.runtime,
    env: { ...process.env, ...ENVIRONMENT, WRANGLER_REGISTRY_PATH: registryPath(folder) },
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
    readLog: async () => {
      const bytes = await readFile(runtimeLog(folder));
      return stripVTControlCharacters(bytes.subarray(logStart).toString("utf8"));
    },
  };
}
