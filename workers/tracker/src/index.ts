import { WorkerEntrypoint } from "cloudflare:workers";

import type { LocalPeriod } from "@voygent/contracts";
import { log } from "@voygent/http";

import { app } from "./app.ts";
import { closeLocalPeriods, closeMissingLocalPeriods } from "./jobs/close-local-periods.ts";
import type { TrackerBindings } from "./tracker-bindings.ts";

/** The tracker as the other Workers see it. */
export default class Tracker extends WorkerEntrypoint<TrackerBindings> {
  override fetch(request: Request): Response | Promise<Response> {
    return app.fetch(request, this.env, this.ctx);
  }

  /** The clock, every hour: sums the days and weeks that have finished. */
  async runScheduled(cron: string): Promise<void> {
    const startedAtMs = Date.now();
    const closedCount = await closeMissingLocalPeriods(this.env.DB, startedAtMs);
    log("info", {
      worker: "tracker",
      event: "local-periods",
      cron,
      closed: closedCount,
      ms: Date.now() - startedAtMs,
    });
  }

  /** Sums finished periods of a time zone that is read for the first time. */
  async closeLocalPeriods(tz: string, periods: LocalPeriod[]): Promise<void> {
    await closeLocalPeriods(this.env.DB, tz, periods, Date.now());
  }
}
