import {
  type ClosedPeriodRow,
  type FirstActivityRow,
  listOpenWeeks,
  type QuarterHourRange,
  selectClosedPeriods,
  selectFirstActivity,
} from "@voygent/db";
import { describeError, log } from "@voygent/http";

import type { AnalyticsBindings, AnalyticsContext } from "../analytics-bindings.ts";

/** Whether this isolate has periods closed: the panels of one page ask for the same ones at once. */
let isInWork = false;

async function closeOpenPeriods(env: AnalyticsBindings, range: QuarterHourRange, nowMs: number): Promise<void> {
  const { results } = await selectClosedPeriods(env.DB, range).all<ClosedPeriodRow>();
  const activity = await selectFirstActivity(env.DB).first<FirstActivityRow>();
  const firstActivityMs = activity?.first_seen_at_ms ?? null;
  if (listOpenWeeks(range, results, { firstActivityMs, nowMs }).length === 0) return;
  const { startQuarterHour, endQuarterHour } = range;
  await env.TRACKER.closePeriods({ startQuarterHour, endQuarterHour });
}

/**
 * Has the tracker sum the finished days and weeks of a range that are not summed yet, more than a year at most, once the
 * answer is under way. A failure is logged: the next request asks again.
 */
export function requestClosing(c: AnalyticsContext, range: QuarterHourRange, nowMs: number): void {
  if (isInWork) return;
  isInWork = true;
  const closing = closeOpenPeriods(c.env, range, nowMs)
    .catch((error: unknown) => {
      log("error", { worker: "analytics-api", event: "closing_failed", error: describeError(error) });
    })
    .finally(() => {
      isInWork = false;
    });
  c.executionCtx.waitUntil(closing);
}
