import { batchPeriods, type LocalPeriod, QUARTER_HOUR_MS } from "@voygent/contracts";
import {
  type ClosedPeriodRow,
  type FirstActivityRow,
  listOpenPeriods,
  selectClosedPeriodBounds,
  selectFirstActivity,
} from "@voygent/db";
import { describeError, log } from "@voygent/http";

import type { AnalyticsBindings, AnalyticsContext } from "../analytics-bindings.ts";
import type { Calendar } from "./calendar.ts";

const QUARTER_HOURS_PER_HOUR = 4;

/** Batches of one request: the days and the weeks of about a year. */
const MAX_CALLS = 24;

/** Zones whose periods are being closed by this isolate: the panels of one page ask for the same ones at once. */
const zonesInWork = new Set<string>();

/** Whether a period ended an hour ago, when events that were under way have arrived, and not before the first activity. */
const canClose = ({ endQuarterHour }: LocalPeriod, nowMs: number, firstActivityMs: number) =>
  (endQuarterHour + QUARTER_HOURS_PER_HOUR) * QUARTER_HOUR_MS <= nowMs &&
  endQuarterHour * QUARTER_HOUR_MS > firstActivityMs;

async function closeMissingPeriods(env: AnalyticsBindings, { tz, wholeDays }: Calendar, nowMs: number): Promise<void> {
  const [first, last] = [wholeDays.at(0), wholeDays.at(-1)];
  if (first === undefined || last === undefined) return;
  const { results } = await selectClosedPeriodBounds(env.DB, tz, first.day, last.day).all<ClosedPeriodRow>();
  const open = listOpenPeriods(wholeDays, results);
  if (open.length === 0) return;
  const activity = await selectFirstActivity(env.DB).first<FirstActivityRow>();
  const firstActivityMs = activity?.first_seen_at_ms ?? Number.POSITIVE_INFINITY;
  const missing = open.filter((period) => canClose(period, nowMs, firstActivityMs));
  for (const batch of batchPeriods(missing).slice(0, MAX_CALLS)) await env.TRACKER.closeLocalPeriods(tz, batch);
}

/**
 * Has the tracker sum the finished periods of a calendar that are not summed yet, from the first activity on, about a
 * year at most, once the answer is under way; a month at a time, so that tracking goes on in between. A failure is logged: the next request asks again.
 */
export function requestClosing(c: AnalyticsContext, calendar: Calendar, nowMs: number): void {
  if (zonesInWork.has(calendar.tz)) return;
  zonesInWork.add(calendar.tz);
  const closing = closeMissingPeriods(c.env, calendar, nowMs)
    .catch((error: unknown) => {
      log("error", {
        worker: "analytics-api",
        event: "closing_failed",
        tz: calendar.tz,
        error: describeError(error),
      });
    })
    .finally(() => zonesInWork.delete(calendar.tz));
  c.executionCtx.waitUntil(closing);
}
