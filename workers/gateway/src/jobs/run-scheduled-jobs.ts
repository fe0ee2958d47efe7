import { describeError, log } from "@voygent/http";

import type { GatewayBindings } from "../gateway-env.ts";

type Clocked = Pick<GatewayBindings, "TRACKER" | "PRICING_SYNC" | "ARCHIVER">;

/**
 * Hands one tick of the clock to every Worker with jobs, one after the other: prices first, because the rest may need
 * them. A failing job is logged and does not stop the next one.
 */
export async function runScheduledJobs(env: Clocked, cron: string): Promise<void> {
  const workers = [
    ["pricing-sync", env.PRICING_SYNC],
    ["tracker", env.TRACKER],
    ["archiver", env.ARCHIVER],
  ] as const;
  for (const [name, worker] of workers) {
    const startedAtMs = Date.now();
    const entry = { worker: "gateway", event: "scheduled", job: name, cron };
    try {
      await worker.runScheduled(cron);
      log("info", { ...entry, outcome: "ok", ms: Date.now() - startedAtMs });
    } catch (error) {
      log("error", { ...entry, outcome: "failed", ms: Date.now() - startedAtMs, error: describeError(error) });
    }
  }
}
