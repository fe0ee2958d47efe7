import { type LocalDay, listLocalDays, QUARTER_HOUR_MS } from "@voygent/contracts";
import {
  type ClosedDayRow,
  type FirstActivityRow,
  MAX_DAYS_TO_CLOSE,
  selectClosedDayBounds,
  selectFirstActivity,
} from "@voygent/db";
import { describeError, log } from "@voygent/http";

import type { AnalyticsBindings, AnalyticsContext } from "../analytics-bindings.ts";
import type { StatsRange } from "./resolve-range.ts";

const QUARTER_HOURS_PER_HOUR = 4;
const MAX_CALLS = 12;

/** Zones whose days are being closed by this isolate: the panels of one page ask for the same ones at once. */
const zonesInWork = new Set<string>();

/** The whole days of a range that ended an hour ago and are not closed, oldest first. */
function missingDays(range: StatsRange, closed: ClosedDayRow[], nowQuarterHour: number): LocalDay[] {
  const [first, last] = [range.days.at(0), range.days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const isClosed = new Set(closed.map((row) => `${row.day} ${row.start_quarter_hour} ${row.end_quarter_hour}`));
  return listLocalDays(range.tz, first.day, last.day).filter(
    ({ day, startQuarterHour, endQuarterHour }) =>
      endQuarterHour + QUARTER_HOURS_PER_HOUR <= nowQuarterHour &&
      startQuarterHour >= range.startQuarterHour &&
      endQuarterHour <= range.endQuarterHour &&
      !isClosed.has(`${day} ${startQuarterHour} ${endQuarterHour}`),
  );
}

async function closeMissingDays(env: AnalyticsBindings, range: StatsRange, nowQuarterHour: number): Promise<void> {
  const [first, last] = [range.days.at(0), range.days.at(-1)];
  if (first === undefined || last === undefined) return;
  const { results } = await selectClosedDayBounds(env.DB, range.tz, first.day, last.day).all<ClosedDayRow>();
  const open = missingDays(range, results, nowQuarterHour);
  if (open.length === 0) return;
  const activity = await selectFirstActivity(env.DB).first<FirstActivityRow>();
  const firstMs = activity?.first_seen_at_ms ?? Number.POSITIVE_INFINITY;
  const missing = open
    .filter(({ endQuarterHour }) => endQuarterHour * QUARTER_HOUR_MS > firstMs)
    .slice(0, MAX_CALLS * MAX_DAYS_TO_CLOSE);
  for (let at = 0; at < missing.length; at += MAX_DAYS_TO_CLOSE) {
    await env.TRACKER.closeLocalDays(range.tz, missing.slice(at, at + MAX_DAYS_TO_CLOSE));
  }
}

/**
 * Has the tracker sum the finished days of a range that are not summed yet, oldest first from the first activity
 * on, about a year at most, once the answer is under way; 31 days at a time, so that tracking goes on in between. A failure is logged: the next request asks again.
 */
export function requestClosing(c: AnalyticsContext, range: StatsRange, nowMs: number): void {
  if (zonesInWork.has(range.tz)) return;
  zonesInWork.add(range.tz);
  const closing = closeMissingDays(c.env, range, Math.floor(nowMs / QUARTER_HOUR_MS))
    .catch((error: unknown) => {
      log("error", { worker: "analytics-api", event: "closing_failed", tz: range.tz, error: describeError(error) });
    })
    .finally(() => zonesInWork.delete(range.tz));
  c.executionCtx.waitUntil(closing);
}
