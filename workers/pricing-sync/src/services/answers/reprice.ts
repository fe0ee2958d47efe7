import {
  addDays,
  listLocalDays,
  QUARTER_HOUR_MS,
  type RepriceControl,
  type RepriceOrder,
  type RepriceReply,
  type RepriceRequest,
  type RepriceRun,
  type RepriceRunList,
} from "@voygent/contracts";
import { actorOf, AppError } from "@voygent/http";

import type { PricingContext } from "../../pricing-bindings.ts";

const isDay = (text: string) => text.length === 10;

/** The first quarter hour of a day; of one that the zone skipped, that of the next. */
function startOfDay(tz: string, day: string): number {
  const [first] = listLocalDays(tz, day, addDays(day, 1));
  if (first === undefined) throw new RangeError(`${tz} has no day ${day}`);
  return first.startQuarterHour * QUARTER_HOUR_MS;
}

/** The range and the models of a request, days made to instants. Throws `invalid_input` when it ends before it starts. */
function orderOf({
  start_date: start,
  end_date: end,
  tz,
  models,
  dry_run,
  rehearsal_id,
}: RepriceRequest): RepriceOrder {
  const startMs = isDay(start) ? startOfDay(tz, start) : Date.parse(start);
  const endMs = isDay(end) ? startOfDay(tz, addDays(end, 1)) : Date.parse(end);
  if (startMs >= endMs) {
    throw new AppError("invalid_input", "some fields are not valid", {
      fields: [{ path: "end_date", message: "must not be before start_date" }],
    });
  }
  return {
    startMs,
    endMs,
    models: models?.map((model) => (typeof model === "string" ? { provider: null, model } : model)) ?? null,
    isDryRun: dry_run ?? false,
    rehearsalId: rehearsal_id ?? null,
  };
}

function runOf(reply: RepriceReply): RepriceRun {
  if ("refused" in reply) throw new AppError(reply.refused.code, reply.refused.detail);
  return reply.run;
}

/** Starts a rehearsal or a re-pricing; the tracker, which owns the costs, does it. */
export async function startReprice(c: PricingContext, wanted: RepriceRequest): Promise<RepriceRun> {
  return runOf(await c.env.TRACKER.startReprice(orderOf(wanted), actorOf(c.get("caller"))));
}

/** The latest re-pricings, newest first. */
export async function listReprices(c: PricingContext, limit: number): Promise<RepriceRunList> {
  return { data: await c.env.TRACKER.listReprices(limit) };
}

/** A re-pricing as it stands. */
export async function getReprice(c: PricingContext, id: string): Promise<RepriceRun> {
  return runOf(await c.env.TRACKER.getReprice(id));
}

/** Pauses, resumes, stops or undoes a re-pricing. */
export async function controlReprice(c: PricingContext, id: string, control: RepriceControl): Promise<RepriceRun> {
  return runOf(await c.env.TRACKER.controlReprice(id, control, actorOf(c.get("caller"))));
}
