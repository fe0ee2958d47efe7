import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { readConfig } from "../wrangler/read-config.ts";
import { readAdminToken } from "./admin-token.ts";
import { checkPort } from "./check-port.ts";
import { startCronClock } from "./cron-clock.ts";
import type { DataFolder } from "./data-folder.ts";
import { buildDashboard, migrateDatabase } from "./prepare-product.ts";
import { ProductApi } from "./product-api.ts";
import { readyBlock } from "./ready-block.ts";
import { readyTrackKey } from "./ready-track-key.ts";
import { type Runtime, runRuntime } from "./run-runtime.ts";
import { StartError } from "./start-error.ts";
import type { StartOptions } from "./start-options.ts";
import { writeRuntimeConfigs } from "./write-runtime-configs.ts";

/** What has to be ended when the start is stopped, at whatever point it stands. */
export type Running = { stopping: AbortController; runtime: Runtime | null };

const HEALTH_TIMEOUT_MS = 120_000;

const say = (line: string) => console.log(line);

async function waitUntilHealthy(api: ProductApi, runtime: Runtime, folder: DataFolder): Promise<void> {
  const deadline = Date.now() + HEALTH_TIMEOUT_MS;
  const log = join(folder.logs, "runtime.log");
  let hasEnded = false;
  void runtime.ended.finally(() => {
    hasEnded = true;
  });
  while (!(await api.isHealthy())) {
    if (hasEnded) throw new StartError(`The runtime ended before it was ready: see ${log}.`);
    if (Date.now() > deadline) throw new StartError(`The product did not become healthy: see ${log}.`);
    await sleep(100);
  }
}

async function loadDemoOnce(folder: DataFolder, baseUrl: string, adminToken: string): Promise<void> {
  const stamp = join(folder.path, "demo-loaded");
  if (existsSync(stamp)) return;
  const { loadDemo } = await import("../demo/load-demo.ts");
  say("Loading the sample year…");
  await loadDemo({ baseUrl, adminToken, onProgress: () => {} });
  await writeFile(stamp, "");
}

/** Fires the jobs on the front door's schedule; at once when there are no prices yet, for they come with the jobs. */
async function startJobs(root: string, api: ProductApi): Promise<void> {
  const { triggers } = await readConfig(root, "gateway");
  const crons = triggers?.crons ?? [];
  if (!(await api.hasRates())) await Promise.all(crons.map((cron) => api.runScheduled(cron)));
  startCronClock(crons, (cron) => {
    api.runScheduled(cron).catch((error: unknown) => say(`The jobs of \`${cron}\` failed: ${String(error)}`));
  });
}

/** Brings the whole product up and says how to use it; `running` always holds what is there to be ended. */
export async function startProduct(
  root: string,
  options: StartOptions,
  folder: DataFolder,
  running: Running,
): Promise<Runtime> {
  await checkPort(options.port);
  const adminToken = await readAdminToken(folder.path, process.env["ADMIN_TOKEN"]);
  const { signal } = running.stopping;
  const [isMigrated, isBuilt] = await Promise.all([
    migrateDatabase(root, folder, signal),
    buildDashboard(root, signal),
  ]);
  if (isMigrated) say("Database migrated");
  if (isBuilt) say("Dashboard built");

  const configs = await writeRuntimeConfigs(root, folder.runtime, adminToken);
  signal.throwIfAborted();
  const runtime = await runRuntime({ root, folder, configs, port: options.port });
  running.runtime = runtime;
  const localUrl = `http://127.0.0.1:${options.port}`;
  const api = new ProductApi(localUrl, adminToken);
  await waitUntilHealthy(api, runtime, folder);
  say("Workers running");
  await startJobs(root, api);
  if (options.isDemo) await loadDemoOnce(folder, localUrl, adminToken);
  const trackKey = await readyTrackKey(api, folder.path);
  say(readyBlock({ baseUrl: `http://localhost:${options.port}`, adminToken, trackKey }));
  return runtime;
}
