import { WorkerEntrypoint } from "cloudflare:workers";

import type {
  LocalPeriod,
  RepriceControl,
  RepriceOrder,
  RepriceReply,
  RepriceRpc,
  RepriceRun,
  UnpricedCounts,
} from "@voygent/contracts";
import { log } from "@voygent/http";

import { app } from "./app.ts";
import { closeLocalPeriods, closeMissingLocalPeriods } from "./jobs/close-local-periods.ts";
import { budgetOf } from "./services/re-estimate/advance-run.ts";
import { expectNewerPriceBook } from "./services/price-book.ts";
import { continueRuns } from "./services/re-estimate/continue-runs.ts";
import { controlReprice } from "./services/re-estimate/control-reprice.ts";
import { getReprice, listReprices, replyWith } from "./services/re-estimate/get-reprice.ts";
import { listUnpriced } from "./services/re-estimate/list-unpriced.ts";
import { startReprice } from "./services/re-estimate/start-reprice.ts";
import type { TrackerBindings } from "./tracker-bindings.ts";

/** How long the clock goes on with re-pricing. */
const CLOCK_MS = 20_000;

/** How long whoever changes prices waits for what they change, and how long that goes on after the answer. */
const CHANGE_WITHIN_MS = 3_000;
const GO_ON_MS = 25_000;

/** The tracker as the other Workers see it. */
export default class Tracker extends WorkerEntrypoint<TrackerBindings> implements RepriceRpc {
  override fetch(request: Request): Response | Promise<Response> {
    return app.fetch(request, this.env, this.ctx);
  }

  /** The clock, every hour: sums the days and weeks that have finished, and goes on with what re-prices. */
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
    await continueRuns(this.env, budgetOf(CLOCK_MS));
  }

  /** Sums finished periods of a time zone that is read for the first time. */
  async closeLocalPeriods(tz: string, periods: LocalPeriod[]): Promise<void> {
    await closeLocalPeriods(this.env.DB, tz, periods, Date.now());
  }

  /** Starts a rehearsal or a re-pricing and takes its first steps. */
  async startReprice(order: RepriceOrder, actor: string): Promise<RepriceReply> {
    const started = await startReprice(this.env, order, { actor, nowMs: Date.now() });
    return "refused" in started ? started : await replyWith(this.env, this.ctx, started.id);
  }

  /** A run as it stands; one that nobody goes on with is given a push. */
  async getReprice(id: string): Promise<RepriceReply> {
    return await getReprice(this.env, this.ctx, id);
  }

  /** The latest runs, newest first. */
  async listReprices(limit: number): Promise<RepriceRun[]> {
    return await listReprices(this.env, limit);
  }

  /** Pauses, resumes, stops or undoes a run; answers the run that goes on then. */
  async controlReprice(id: string, control: RepriceControl, actor: string): Promise<RepriceReply> {
    const controlled = await controlReprice(this.env, { id, control }, { actor, nowMs: Date.now() });
    return "refused" in controlled ? controlled : await replyWith(this.env, this.ctx, controlled.id);
  }

  /** Models without a price, most interactions first. */
  async listUnpriced(limit: number): Promise<UnpricedCounts> {
    return await listUnpriced(this.env.DB, limit);
  }

  /** Told after each publication of prices: prices what had none; what takes longer goes on after the answer. */
  async pricesChanged(_version: number): Promise<void> {
    expectNewerPriceBook();
    const budget = budgetOf(CHANGE_WITHIN_MS);
    await continueRuns(this.env, budget);
    if (Date.now() >= budget.untilMs) {
      this.ctx.waitUntil(continueRuns(this.env, budgetOf(GO_ON_MS, budget.stepsLeft)));
    }
  }
}
