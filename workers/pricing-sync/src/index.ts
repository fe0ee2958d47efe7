import { WorkerEntrypoint } from "cloudflare:workers";

import type { PriceSourceResult } from "@voygent/contracts";
import { createDb } from "@voygent/db";

import { app } from "./app.ts";
import { retryFailedLists } from "./jobs/retry-failed-lists.ts";
import { syncTwiceADay } from "./jobs/sync-twice-a-day.ts";
import type { PriceWork, SyncSourceRequest } from "./price-work.ts";
import type { PricingBindings } from "./pricing-bindings.ts";
import { ensurePriceBook } from "./services/book/ensure-price-book.ts";
import { publishBook } from "./services/book/publish-book.ts";
import { syncSource } from "./services/sync/sync-source.ts";

type Settings = Omit<PricingBindings, "PRICE_WORK">;

/** The heavy work of this Worker; each call is an invocation with a CPU budget of its own. */
export class PriceWorker extends WorkerEntrypoint<PricingBindings> implements PriceWork {
  async syncSource(request: SyncSourceRequest): Promise<PriceSourceResult> {
    return await syncSource(this.env, request);
  }

  async publishBook(nowMs: number): Promise<number> {
    return (await publishBook(this.env, nowMs)).version;
  }
}

const isPriceWork = (value: unknown): value is PriceWork =>
  (typeof value === "object" && value !== null) || typeof value === "function";

/** This Worker's own entry point, called as another Worker would call it. */
function priceWork(exports: object): PriceWork {
  const work: unknown = Reflect.get(exports, "PriceWorker");
  if (!isPriceWork(work)) throw new TypeError("this runtime does not give a Worker its own entry points");
  return work;
}

/** The pricing-sync Worker as the front door and the tracker see it. */
export default class PricingSync extends WorkerEntrypoint<Settings> {
  #bindings(): PricingBindings {
    return { ...this.env, PRICE_WORK: priceWork(this.ctx.exports) };
  }

  override fetch(request: Request): Response | Promise<Response> {
    return app.fetch(request, this.#bindings(), this.ctx);
  }

  /** Called by the front door's clock; harmless to call more often. */
  async runScheduled(_cron: string): Promise<void> {
    await this.ensurePriceBook();
    const [env, nowMs] = [this.#bindings(), Date.now()];
    if (!(await syncTwiceADay(env, nowMs))) await retryFailedLists(env, nowMs);
  }

  /** Publishes the shipped prices when there is no price book yet, and what was stored and never published. */
  async ensurePriceBook(): Promise<void> {
    await ensurePriceBook(createDb(this.env.DB), Date.now());
  }
}
