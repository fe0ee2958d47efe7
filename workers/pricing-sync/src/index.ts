import { WorkerEntrypoint } from "cloudflare:workers";

import { createDb } from "@voygent/db";

import { app } from "./app.ts";
import { syncTwiceADay } from "./jobs/sync-twice-a-day.ts";
import type { PricingBindings } from "./pricing-bindings.ts";
import { ensurePriceBook } from "./services/ensure-price-book.ts";

/** The pricing-sync Worker as the front door and the tracker see it. */
export default class PricingSync extends WorkerEntrypoint<PricingBindings> {
  override fetch(request: Request): Response | Promise<Response> {
    return app.fetch(request, this.env, this.ctx);
  }

  /** Called by the front door's clock; harmless to call more often. */
  async runScheduled(_cron: string): Promise<void> {
    await syncTwiceADay(this.env, Date.now());
  }

  /** Publishes the shipped prices when there is no price book yet, the stored ones when the book has an earlier format. */
  async ensurePriceBook(): Promise<void> {
    await ensurePriceBook(createDb(this.env.DB), Date.now());
  }
}
