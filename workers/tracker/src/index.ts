import { WorkerEntrypoint } from "cloudflare:workers";

import type {
  RepriceControl,
  RepriceOrder,
  RepriceReply,
  RepriceRpc,
  RepriceRun,
  UnpricedCounts,
} from "@voygent/contracts";
import type { QuarterHourRange } from "@voygent/db";
import { log } from "@voygent/http";

import { app } from "./app.ts";
import { closePeriods, closeRecentPeriods } from "./jobs/close-periods.ts";
import { findSourceOverlaps } from "./jobs/find-source-overlaps.ts";
import { sumLabelBacklog } from "./jobs/sum-label-backlog.ts";
import { foldUsers } from "./jobs/fold-users.ts";
import { budgetOf } from "./services/re-estimate/advance-run.ts";
import { expectNewerPriceBook } from "./services/prepare/price-book.ts";
import { continueRuns } from "./services/re-estimate/continue-runs.ts";
import { type ContinueRuns, continueUntilDone } from "./services/re-estimate/continue-until-done.ts";
import { controlReprice } from "./services/re-estimate/control-reprice.ts";
import { getReprice, listReprices, replyWith } from "./services/re-estimate/get-reprice.ts";
import { listUnpriced } from "./services/re-estimate/list-unpriced.ts";
import { buryEvents } from "./services/queue/bury-events.ts";
import { consumeEvents } from "./services/queue/consume-events.ts";
import { retryFailedRuns } from "./services/re-estimate/retry-failed-runs.ts";
import { startReprice } from "./services/re-estimate/start-reprice.ts";
import type { TrackerBindings } from "./tracker-bindings.ts";

/** How long the clock goes on with re-pricing; of the 32 invocations that one event may make, others need a dozen. */
const CLOCK = { calls: 16, withinMs: 10 * 60_000 };

/** How long whoever changes prices waits for what they change, and how long that goes on after the answer. */
const CHANGE = { calls: 2, withinMs: 3_000 };
const GO_ON = { calls: 8, withinMs: 25_000 };

/** Re-pricing; each call is an invocation with a CPU budget and a number of statements of its own. */
export class RepriceWorker extends WorkerEntrypoint<TrackerBindings> {
  /** Goes on with what re-prices for so many ms; whether nothing is left. */
  async continueRuns(ms: number): Promise<boolean> {
    return await continueRuns(this.env, budgetOf(ms));
  }
}

const isRepriceWork = (value: unknown): value is { continueRuns: ContinueRuns } =>
  (typeof value === "object" && value !== null) || typeof value === "function";

/** This Worker's own entry point, called as another Worker would call it. */
function repriceWork(exports: object): ContinueRuns {
  const work: unknown = Reflect.get(exports, "RepriceWorker");
  if (!isRepriceWork(work)) throw new TypeError("this runtime does not give a Worker its own entry points");
  return async (ms) => await work.continueRuns(ms);
}

/** The tracker as the other Workers see it. */
export default class Tracker extends WorkerEntrypoint<TrackerBindings> implements RepriceRpc {
  override fetch(request: Request): Response | Promise<Response> {
    return app.fetch(request, this.env, this.ctx);
  }

  /** Queue mode: what was acknowledged and is to be stored, and what the queue gave up. */
  override async queue(batch: MessageBatch): Promise<void> {
    await (batch.queue.endsWith("-dead-letters") ? buryEvents(this.env, batch) : consumeEvents(this.env, batch));
  }

  /** The clock, every hour: sums the totals of users and the days and weeks that have finished, looks for what two sources report, and re-prices what there is, call after call. */
  async runScheduled(cron: string): Promise<void> {
    const startedAtMs = Date.now();
    const userCount = await foldUsers(this.env.DB, { nowMs: startedAtMs });
    const labelCount = await sumLabelBacklog(this.env.DB, { nowMs: startedAtMs });
    if (labelCount > 0) log("info", { worker: "tracker", event: "labels.backlog", quarter_hours: labelCount });
    const weekCount = await closeRecentPeriods(this.env.DB, startedAtMs);
    log("info", {
      worker: "tracker",
      event: "periods",
      cron,
      weeks: weekCount,
      users: userCount,
      ms: Date.now() - startedAtMs,
    });
    const overlapCount = await findSourceOverlaps(this.env.DB, startedAtMs);
    if (overlapCount > 0) log("info", { worker: "tracker", event: "sources.overlap", pairs: overlapCount });
    await retryFailedRuns(this.env, startedAtMs);
    const isDone = await continueUntilDone(repriceWork(this.ctx.exports), CLOCK);
    if (!isDone) log("info", { worker: "tracker", event: "re-estimate.left", cron });
  }

  /** Sums the finished days and weeks of a range that is asked for; the totals of users after the answer. */
  async closePeriods(range: QuarterHourRange): Promise<void> {
    const nowMs = Date.now();
    await closePeriods(this.env.DB, range, { nowMs });
    this.ctx.waitUntil(foldUsers(this.env.DB, { nowMs }));
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
    const goOn = repriceWork(this.ctx.exports);
    if (!(await continueUntilDone(goOn, CHANGE))) this.ctx.waitUntil(continueUntilDone(goOn, GO_ON));
  }
}
