import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { readConfig } from "../wrangler/read-config.ts";
import { readAdminToken } from "./admin-token.ts";
import { checkPort } from "./check-port.ts";
import type { DataFolder } from "./data-folder.ts";
import { endLeftovers } from "./end-leftovers.ts";
import { keepRunning } from "./keep-running.ts";
import { buildAssets, migrateDatabase } from "./prepare-product.ts";
import { ProductApi } from "./product-api.ts";
import { readyBlock } from "./ready-block.ts";
import { readyTrackKey } from "./ready-track-key.ts";
import { type Runtime, runtimeLog } from "./run-runtime.ts";
import type { StartOptions } from "./start-options.ts";
import { startJobs } from "./start-jobs.ts";
import { startRuntime } from "./start-runtime.ts";
import { writeRuntimeConfigs } from "./write-runtime-configs.ts";

/** What has to be ended when the start is stopped, at whatever point it stands. */
export type Running = { stopping: AbortController; runtime: Runtime | null };

/** How long the port of a runtime that has ended is waited for. */
const PORT_PATIENCE_MS = 10_000;

const say = (line: string) => console.log(line);

async function prepare(root: string, folder: DataFolder, signal: AbortSignal): Promise<void> {
  const [isMigrated, isBuilt] = await Promise.all([migrateDatabase(root, folder, signal), buildAssets(root, signal)]);
  if (isMigrated) say("Database migrated");
  if (isBuilt) say("Dashboard built");
}

async function loadDemoOnce(folder: DataFolder, baseUrl: string, adminToken: string): Promise<void> {
  const stamp = join(folder.path, "demo-loaded");
  if (existsSync(stamp)) return;
  const { loadDemo } = await import("../demo/load-demo.ts");
  say("Loading the sample year…");
  await loadDemo({ baseUrl, adminToken, onProgress: () => {} });
  await writeFile(stamp, "");
}

/**
 * Brings the whole product up, says how to use it, and starts the runtime again whenever it ends or hangs; `running` always
 * holds what is there to be ended. Returns when the start is stopped; throws a StartError when the product cannot run.
 */
export async function startProduct(
  root: string,
  options: StartOptions,
  folder: DataFolder,
  running: Running,
): Promise<void> {
  const hadLeftovers = await endLeftovers(folder);
  await checkPort(options.port, hadLeftovers ? PORT_PATIENCE_MS : 0);
  const adminToken = await readAdminToken(folder.path, process.env["ADMIN_TOKEN"]);
  const { signal } = running.stopping;
  await prepare(root, folder, signal);
  const configs = await writeRuntimeConfigs(root, folder.runtime, adminToken);

  const localUrl = `http://127.0.0.1:${options.port}`;
  const baseUrl = `http://localhost:${options.port}`;
  const api = new ProductApi(localUrl, adminToken);
  const start = async () => {
    signal.throwIfAborted();
    await checkPort(options.port, PORT_PATIENCE_MS);
    return await startRuntime({ root, folder, configs, port: options.port }, api, (runtime) => {
      running.runtime = runtime;
    });
  };
  const runtime = await start();
  say("Workers running");
  if (options.isDemo) await loadDemoOnce(folder, localUrl, adminToken);
  say(readyBlock({ baseUrl, adminToken, trackKey: await readyTrackKey(api, folder.path) }));
  const { triggers } = await readConfig(root, "gateway");
  startJobs({ crons: triggers?.crons ?? [], api, signal, say });

  await keepRunning({
    runtime,
    api,
    silenceMs: options.silenceMs,
    log: runtimeLog(folder),
    signal,
    start,
    say,
    readyLine: `ready ${baseUrl}`,
  });
}
