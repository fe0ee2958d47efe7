import * as z from "zod";

import { UsageTotals } from "./cost.ts";
import { Day } from "./primitives.ts";
import { LabelFilterQuery, PageLimit, UsageFilterQuery, wholeNumber } from "./usage-query.ts";

/** The sums of one local day, or of a whole range. Sessions and users are counted once however often they were active. */
const ActivityTotals = z.object({ session_count: z.int(), user_count: z.int(), ...UsageTotals.shape });

export const DailyUsage = z.object({ date: Day, ...ActivityTotals.shape }).meta({ id: "DailyUsage" });
export type DailyUsage = z.infer<typeof DailyUsage>;

/** Every day of the range, days without activity too. `totals` counts a session or user of several days once. */
export const DailyUsageList = z
  .object({
    data: z.array(DailyUsage),
    totals: z.object(ActivityTotals.shape).meta({ id: "ActivityTotals" }),
    tz: z.string(),
    start: z.string().meta({ description: "The first instant of the range" }),
    end: z.string().meta({ description: "The instant at which the range ends, exclusive" }),
  })
  .meta({ id: "DailyUsageList" });
export type DailyUsageList = z.infer<typeof DailyUsageList>;

/** Part of `unpriced_count`: the calls that no price would help, since their sender gave no count of what they used. */
export const UnknownUsage = z.object({ usage_unknown_count: z.int() }).meta({ id: "UnknownUsage" });
export type UnknownUsage = z.infer<typeof UnknownUsage>;

/** What usage can be grouped by. */
export const GroupBy = z
  .enum([
    "model",
    "provider",
    "user",
    "type",
    "source",
    "environment",
    "category",
    "status",
    "agent",
    "endpoint",
    "tool",
  ])
  .meta({
    id: "GroupBy",
    description:
      "An interaction that used two tools counts under both, so that shares of tools, which are of all interactions, may be more than 1 together",
  });
export type GroupBy = z.infer<typeof GroupBy>;

export const Metric = z.enum(["cost", "interactions", "tokens", "errors"]).meta({ id: "Metric" });
export type Metric = z.infer<typeof Metric>;

const UsageTotalsAlone = z.object(UsageTotals.shape).meta({ id: "UsageTotals" });

const GroupName = z.string().optional().meta({ description: "The latest name of an agent, where one is known" });

export const BreakdownQuery = UsageFilterQuery.extend(LabelFilterQuery.shape).extend({
  group_by: GroupBy.default("model"),
  metric: Metric.default("cost"),
  limit: PageLimit,
});
export type BreakdownQuery = z.infer<typeof BreakdownQuery>;

/** One group of a breakdown, ranked by the metric; `share` is its part of the whole, from 0 to 1. */
export const BreakdownGroup = z
  .object({ key: z.string(), name: GroupName, share: z.number(), ...UsageTotals.shape })
  .meta({ id: "BreakdownGroup" });
export type BreakdownGroup = z.infer<typeof BreakdownGroup>;

export const Breakdown = z
  .object({
    group_by: GroupBy,
    metric: Metric,
    data: z.array(BreakdownGroup),
    totals: UsageTotalsAlone,
  })
  .meta({ id: "Breakdown" });
export type Breakdown = z.infer<typeof Breakdown>;

/** How long one point of a series is. */
export const Interval = z.enum(["hour", "day", "week", "month"]);
export type Interval = z.infer<typeof Interval>;

export const TimeseriesQuery = UsageFilterQuery.extend(LabelFilterQuery.shape).extend({
  interval: Interval.default("day"),
  group_by: GroupBy.default("model"),
  top: wholeNumber(1, 20).default(6),
});
export type TimeseriesQuery = z.infer<typeof TimeseriesQuery>;

/** One group over time; the points are in the order of `dates`. */
export const TimeseriesGroup = z
  .object({
    key: z.string(),
    name: GroupName,
    is_other: z.boolean(),
    ...UsageTotals.shape,
    points: z.array(z.object({ interaction_count: z.int(), cost: z.string(), tokens: z.int() })),
  })
  .meta({ id: "TimeseriesGroup" });
export type TimeseriesGroup = z.infer<typeof TimeseriesGroup>;

export const Timeseries = z
  .object({
    interval: Interval,
    group_by: GroupBy,
    tz: z.string(),
    dates: z.array(z.union([Day, z.iso.datetime({ offset: true })])).meta({
      description: "The first day of each interval, a week begins on Monday; of hours the beginning with its offset",
    }),
    data: z.array(TimeseriesGroup),
    totals: UsageTotalsAlone,
  })
  .meta({ id: "Timeseries" });
export type Timeseries = z.infer<typeof Timeseries>;
