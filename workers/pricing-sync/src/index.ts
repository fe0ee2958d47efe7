import { type CommonBindings, log } from "@voygent/http";
import { WorkerEntrypoint } from "cloudflare:workers";

import { app } from "./app.ts";

export default class PricingSync extends WorkerEntrypoint<CommonBindings> {
  override fetch(request: Request): Response | Promise<Response> {
    return app.fetch(request, this.env, this.ctx);
  }

  /** Called by the front door's clock. */
  async runScheduled(cron: string): Promise<void> {
    log("info", { worker: "pricing-sync", event: "scheduled", cron });
  }

  /** Writes the shipped prices when there is no book yet. */
  async ensurePriceBook(): Promise<void> {}
}
