import type { EventForm, Source, SourceList, SourcesQuery } from "@voygent/contracts";
import {
  countSources,
  selectSourceHours,
  selectSources,
  type SourceHourRow,
  type SourceRow,
  type UsageRow,
} from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { bucketDays, calendarOf } from "./calendar.ts";
import { decodeCursor } from "./list-cursor.ts";
import { pageOfRows } from "./page-of-rows.ts";
import { SPAN_ID } from "./read-feedback.ts";
import { readBatchAndRows, readRows, type TotalRow } from "./read-rows.ts";
import { readUsage } from "./read-usage.ts";
import { requestClosing } from "./request-closing.ts";
import { resolveStatsRange } from "./resolve-range.ts";
import { toInstant } from "./session-of-row.ts";
import { addSums, noUsage, sumsOfRow, toUsageTotals } from "./usage-sums.ts";

const SORT = "-last_event_at";
const HOUR_MS = 60 * 60_000;
const HOUR_QUARTERS = 4;
const HOURS = 24;

const positionOf = (row: SourceRow) => ({ key: String(row.last_seen_at_ms), id: row.source });

/** What is known of the sources of a page beside their lives. */
type Activity = { hours: number[]; byHour: SourceHourRow[]; usage: UsageRow[] };

function formOf({ last_event_id: id, last_event_ce_type: ceType }: SourceRow): EventForm | null {
  if (id === null) return null;
  if (SPAN_ID.test(id)) return "span";
  return ceType === null ? "json" : "cloud_event";
}

function sourceOf(row: SourceRow, { hours, byHour, usage }: Activity): Source {
  const ofHour = new Map(byHour.filter(({ source }) => source === row.source).map((hour) => [hour.hour, hour]));
  const sums = usage.filter(({ key }) => key === row.source).map(sumsOfRow);
  return {
    source: row.source,
    first_event_at: toInstant(row.first_seen_at_ms),
    last_event_at: toInstant(row.last_seen_at_ms),
    last_event_form: formOf(row),
    user_count: row.user_count,
    interaction_count: row.interaction_count,
    hourly_counts: hours.map((hour) => ofHour.get(hour)?.interaction_count ?? 0),
    hourly_error_counts: hours.map((hour) => ofHour.get(hour)?.error_count ?? 0),
    range: toUsageTotals(sums.reduce(addSums, noUsage())),
  };
}

/** One page of the programs that send events: their latest event, their last 24 hours, and their usage in the range. */
export async function listSources(c: AnalyticsContext, query: SourcesQuery): Promise<SourceList> {
  const nowMs = Date.now();
  const { limit, cursor, offset = 0 } = query;
  const range = resolveStatsRange(query, nowMs);
  const [read, [counted]] = await readBatchAndRows<SourceRow, TotalRow>(
    c,
    [selectSources(c.env.DB, { after: decodeCursor(SORT, cursor), limit: limit + 1, offset })],
    countSources(c.env.DB),
  );
  const { rows, page } = pageOfRows(read, { limit, total: counted?.total ?? 0, sort: SORT, positionOf });
  const lastHour = Math.floor(nowMs / HOUR_MS);
  const hours = Array.from({ length: HOURS }, (_, index) => lastHour - HOURS + 1 + index);
  const day = {
    startQuarterHour: (lastHour - HOURS + 1) * HOUR_QUARTERS,
    endQuarterHour: (lastHour + 1) * HOUR_QUARTERS,
  };
  const sources = rows.map(({ source }) => source);
  const [byHour, usage] = await Promise.all([
    readRows<SourceHourRow>(c, selectSourceHours(c.env.DB, day, sources)),
    readUsage(c, {
      ...bucketDays(calendarOf("UTC", range), "range"),
      filter: { source: sources },
      groupBy: "source",
    }),
  ]);
  requestClosing(c, range, nowMs);
  return {
    data: rows.map((row) => sourceOf(row, { hours, byHour, usage })),
    hours: hours.map((hour) => toInstant(hour * HOUR_MS)),
    page,
  };
}
