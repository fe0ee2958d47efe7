import * as z from "zod";

import { InteractionCost, UsageTotals } from "./cost.ts";
import { InteractionStatus, InteractionType, TokenCounts, UnitCounts } from "./interaction-event.ts";
import { Day, Labels, UsdAmount } from "./primitives.ts";
import { WarningCode } from "./tracking.ts";

/** Default and largest page of a list. */
export const DEFAULT_PAGE_LIMIT = 50;
export const MAX_PAGE_LIMIT = 500;

/** Minutes without activity after which a session that was not ended counts as idle. */
export const SESSION_IDLE_MINUTES = 30;

/** Most values of one repeated query parameter. */
const MAX_FILTER_VALUES = 100;

/** A query parameter that may be repeated for "any of". */
const anyOf = <Item extends z.ZodType<string>>(item: Item, description: string) =>
  z
    .preprocess(
      (value) => (value === undefined || Array.isArray(value) ? value : [value]),
      z.array(item).min(1).max(MAX_FILTER_VALUES).optional(),
    )
    .meta({ description: `${description}; repeat it for "any of"`, param: { style: "form", explode: true } });

const FilterText = z.string().min(1).max(512);

/** A day or an instant; `end_date` as a day is inclusive. */
const DateOrInstant = z.union([
  z.iso.date(),
  z.iso.datetime({ offset: true, error: "expected a day such as 2026-03-04 or an instant with a zone" }),
]);

const isTimeZone = (tz: string) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: tz });
    return true;
  } catch {
    return false;
  }
};

/** The filters that every reading endpoint takes. A parameter that is not known is refused, so that a typo cannot widen a filter. */
export const UsageFilterQuery = z.strictObject({
  start_date: DateOrInstant.optional().meta({
    description: "First day of the range in `tz`, or its first instant",
    example: "2026-03-01",
  }),
  end_date: DateOrInstant.optional().meta({
    description: "Last day of the range in `tz`, inclusive, or the instant at which it ends",
    example: "2026-03-31",
  }),
  tz: z
    .string()
    .max(64)
    .refine(isTimeZone, "expected an IANA time zone, such as Europe/Berlin")
    .default("UTC")
    .meta({ description: "The IANA time zone in which days begin and end", example: "Europe/Berlin" }),
  user_id: anyOf(FilterText, "Users"),
  session_id: anyOf(FilterText, "Sessions"),
  model: anyOf(FilterText, "Models as the clients named them; `(none)` stands for no model"),
  provider: anyOf(FilterText, "Providers; `(none)` stands for no provider"),
  type: anyOf(InteractionType, "Kinds of interaction"),
  status: anyOf(InteractionStatus, "Outcomes of interactions"),
  source: anyOf(FilterText, "Programs that sent the events"),
  environment: anyOf(FilterText, "Environments"),
});
export type UsageFilterQuery = z.infer<typeof UsageFilterQuery>;

const limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(MAX_PAGE_LIMIT)
  .default(DEFAULT_PAGE_LIMIT)
  .meta({ description: "Most rows in the answer" });

/** Paging: by `cursor` (from `page.next_cursor`) or, for small lists, by `offset`. */
export const PageQuery = z.object({
  limit,
  cursor: z.string().max(2048).optional().meta({ description: "`page.next_cursor` of the page before" }),
  offset: z.coerce.number().int().min(0).max(1_000_000).optional().meta({ description: "Rows to skip" }),
});
export type PageQuery = z.infer<typeof PageQuery>;

export const Page = z
  .object({
    limit: z.int(),
    next_cursor: z.string().nullable().meta({ description: "Null on the last page" }),
    total: z.int().meta({ description: "All rows that match, on every page" }),
  })
  .meta({ id: "Page" });
export type Page = z.infer<typeof Page>;

/** A sort key, descending with a leading minus. */
const sortBy = <const Field extends string>(...fields: Field[]) =>
  z.enum(fields.flatMap((field) => [field, `-${field}` as const]));

export const SessionsQuery = UsageFilterQuery.extend(PageQuery.shape).extend({
  sort: sortBy("last_activity_at", "started_at", "cost", "interaction_count", "error_count").default(
    "-last_activity_at",
  ),
});
export type SessionsQuery = z.infer<typeof SessionsQuery>;

export const InteractionsQuery = UsageFilterQuery.extend(PageQuery.shape).extend({
  sort: sortBy("timestamp").default("-timestamp"),
});
export type InteractionsQuery = z.infer<typeof InteractionsQuery>;

export const UsersQuery = UsageFilterQuery.extend(PageQuery.shape).extend({
  sort: sortBy("cost", "interaction_count", "session_count", "last_seen_at", "user_id").default("-cost"),
});
export type UsersQuery = z.infer<typeof UsersQuery>;

/** One session with its whole-life figures. */
export const Session = z
  .object({
    id: z.string(),
    user_id: z.string(),
    source: z.string(),
    started_at: z.string(),
    last_activity_at: z.string(),
    ended_at: z.string().nullable(),
    status: z.enum(["active", "idle", "ended"]),
    models: z.array(z.string()),
    ...UsageTotals.shape,
    archived: z.boolean(),
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof Session>;

export const SessionList = z.object({ data: z.array(Session), page: Page }).meta({ id: "SessionList" });
export type SessionList = z.infer<typeof SessionList>;

/** One stored interaction with its full cost. Token counts are in the normal form: inclusive, reasoning inside output. */
export const Interaction = z
  .object({
    id: z.string(),
    session_id: z.string(),
    user_id: z.string(),
    type: InteractionType,
    status: InteractionStatus,
    timestamp: z.string(),
    received_at: z.string(),
    provider: z.string().nullable(),
    model: z.string().nullable(),
    service_tier: z.string().nullable(),
    source: z.string(),
    environment: z.string(),
    duration_ms: z.int().nullable(),
    ttft_ms: z.int().nullable(),
    tokens: TokenCounts,
    units: UnitCounts,
    db: z.object({ rows_read: z.int(), rows_written: z.int() }),
    api_calls: z.int(),
    compute: z.object({ cpu_ms: z.int() }),
    metadata: Labels.nullable().meta({ type: ["object", "null"], additionalProperties: true }),
    cost: InteractionCost,
    reported_cost: z
      .union([UsdAmount, z.null()])
      .meta({ description: "What the client said it cost, beside our own figure" }),
    archived: z.boolean(),
  })
  .meta({ id: "Interaction" });
export type Interaction = z.infer<typeof Interaction>;

export const InteractionList = z.object({ data: z.array(Interaction), page: Page }).meta({ id: "InteractionList" });
export type InteractionList = z.infer<typeof InteractionList>;

/** The share of one model in a session or of a user. */
export const ModelUsage = z
  .object({ provider: z.string().nullable(), model: z.string().nullable(), ...UsageTotals.shape })
  .meta({ id: "ModelUsage" });
export type ModelUsage = z.infer<typeof ModelUsage>;

/** A session with its cost by model and the first page of its interactions, oldest first. */
export const SessionDetail = z
  .object({ ...Session.shape, by_model: z.array(ModelUsage), interactions: InteractionList })
  .meta({ id: "SessionDetail" });
export type SessionDetail = z.infer<typeof SessionDetail>;

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

/** What usage can be grouped by. */
export const GroupBy = z
  .enum(["model", "provider", "user", "type", "source", "environment", "category", "status"])
  .meta({ id: "GroupBy" });
export type GroupBy = z.infer<typeof GroupBy>;

export const Metric = z.enum(["cost", "interactions", "tokens", "errors"]).meta({ id: "Metric" });
export type Metric = z.infer<typeof Metric>;

const UsageTotalsAlone = z.object(UsageTotals.shape).meta({ id: "UsageTotals" });

export const BreakdownQuery = UsageFilterQuery.extend({
  group_by: GroupBy.default("model"),
  metric: Metric.default("cost"),
  limit,
});
export type BreakdownQuery = z.infer<typeof BreakdownQuery>;

/** One group of a breakdown, ranked by the metric; `share` is its part of the whole, from 0 to 1. */
export const BreakdownGroup = z
  .object({ key: z.string(), share: z.number(), ...UsageTotals.shape })
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

export const TimeseriesQuery = UsageFilterQuery.extend({
  interval: z.enum(["day", "week", "month"]).default("day"),
  group_by: GroupBy.default("model"),
  top: z.coerce.number().int().min(1).max(20).default(6),
});
export type TimeseriesQuery = z.infer<typeof TimeseriesQuery>;

/** One group over time; the points are in the order of `dates`. */
export const TimeseriesGroup = z
  .object({
    key: z.string(),
    is_other: z.boolean(),
    ...UsageTotals.shape,
    points: z.array(z.object({ interaction_count: z.int(), cost: z.string(), tokens: z.int() })),
  })
  .meta({ id: "TimeseriesGroup" });
export type TimeseriesGroup = z.infer<typeof TimeseriesGroup>;

export const Timeseries = z
  .object({
    interval: z.enum(["day", "week", "month"]),
    group_by: GroupBy,
    tz: z.string(),
    dates: z.array(Day).meta({ description: "The first day of each interval; a week begins on Monday" }),
    data: z.array(TimeseriesGroup),
    totals: UsageTotalsAlone,
  })
  .meta({ id: "Timeseries" });
export type Timeseries = z.infer<typeof Timeseries>;

const UserTotals = z.object({ session_count: z.int(), ...UsageTotals.shape }).meta({ id: "UserTotals" });

/** One user, lifetime and within the range. */
export const User = z
  .object({
    user_id: z.string(),
    first_seen_at: z.string(),
    last_seen_at: z.string(),
    lifetime: UserTotals,
    range: UserTotals,
  })
  .meta({ id: "User" });
export type User = z.infer<typeof User>;

export const UserList = z.object({ data: z.array(User), page: Page }).meta({ id: "UserList" });
export type UserList = z.infer<typeof UserList>;

/** One user; `by_model` covers the range. */
export const UserDetail = z.object({ ...User.shape, by_model: z.array(ModelUsage) }).meta({ id: "UserDetail" });
export type UserDetail = z.infer<typeof UserDetail>;

/** The whole installation over its whole life, archive included. */
export const SystemStats = z
  .object({
    session_count: z.int(),
    user_count: z.int(),
    ...UsageTotals.shape,
    first_seen_at: z.string().nullable(),
    last_seen_at: z.string().nullable(),
    archived: z.object({ session_count: z.int(), interaction_count: z.int() }),
    sample: z.object({ interaction_count: z.int() }),
    price_book_published_at: z.string().nullable(),
  })
  .meta({ id: "SystemStats" });
export type SystemStats = z.infer<typeof SystemStats>;

/** The values that the filters can take, most used first. */
export const FilterValues = z
  .object({
    models: z.array(z.string()),
    providers: z.array(z.string()),
    users: z.array(z.string()),
    sources: z.array(z.string()),
    environments: z.array(z.string()),
  })
  .meta({ id: "FilterValues" });
export type FilterValues = z.infer<typeof FilterValues>;

export const WarningsQuery = z.strictObject({ limit });
export type WarningsQuery = z.infer<typeof WarningsQuery>;

/** What came in and was odd, newest first. */
export const WarningList = z
  .object({
    data: z.array(
      z.object({
        kind: WarningCode,
        subject: z.string(),
        source: z.string(),
        count: z.int(),
        first_seen_at: z.string(),
        last_seen_at: z.string(),
        example_id: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "WarningList" });
export type WarningList = z.infer<typeof WarningList>;
