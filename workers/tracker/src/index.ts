import { WorkerEntrypoint } from "cloudflare:workers";

import type { LocalDay } from "@voygent/contracts";
import { log } from "@voygent/http";

import { app } from "./app.ts";
import { closeLocalDays, closeMissingLocalDays } from "./jobs/close-local-days.ts";
import type { TrackerBindings } from "./tracker-bindings.ts";

/** The tracker as the other Workers see it. */
export default class Tracker extends WorkerEntrypoint<TrackerBindings> {
  override fetch(request: Request): Response | Promise<Response> {
    return app.fetch(request, this.env, this.ctx);
  }

  /** The clock, every hour: sums the days that have finished. */
  async runScheduled(cron: string): Promise<void> {
    const startedAtMs = Date.now();
    const closedDays = await closeMissingLocalDays(this.env.DB, startedAtMs);
    log("info", { worker: "tracker", event: "local-days", cron, days: closedDays, ms: Date.now() - startedAtMs });
  }

  /** Sums finished days of a time zone that is read for the first time. */
  async closeLocalDays(tz: string, days: LocalDay[]): Promise<void> {
    await closeLocalDays(this.env.DB, tz, days, Date.now());
  }
}
