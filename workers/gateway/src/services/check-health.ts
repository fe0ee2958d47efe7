import { type Health, WorkerHealth } from "@voygent/contracts";

import type { GatewayBindings, OwningWorker } from "../gateway-env.ts";

const TIMEOUT_MS = 5_000;

/** The health that a Worker reports of itself; null when it does not answer in time or not as agreed. */
async function askWorker(worker: OwningWorker, path: string): Promise<WorkerHealth | null> {
  try {
    const response = await worker.fetch(`http://internal${path}`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return WorkerHealth.parse(await response.json());
  } catch {
    return null;
  }
}

/** The health of the four Workers behind the front door and of the database, as each of them sees it. */
export async function checkHealth(env: GatewayBindings): Promise<Health> {
  const [tracker, analyticsApi, pricingSync, archiver] = await Promise.all([
    askWorker(env.TRACKER, "/track/health"),
    askWorker(env.ANALYTICS_API, "/api/health"),
    askWorker(env.PRICING_SYNC, "/pricing/health"),
    askWorker(env.ARCHIVER, "/archive/health"),
  ]);
  const workers = [tracker, analyticsApi, pricingSync, archiver];
  const isDatabaseOk = workers.every((health) => health === null || health.checks.database === "ok");
  const checks: Health["checks"] = {
    tracker: tracker?.status ?? "failed",
    analytics_api: analyticsApi?.status ?? "failed",
    pricing_sync: pricingSync?.status ?? "failed",
    archiver: archiver?.status ?? "failed",
    database: isDatabaseOk && workers.some((health) => health !== null) ? "ok" : "failed",
  };
  const status = Object.values(checks).every((check) => check === "ok") ? "ok" : "failed";
  return { status, version: env.VERSION, checks };
}
