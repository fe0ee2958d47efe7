import type { components, paths } from "./analytics.gen.ts";

type Schemas = components["schemas"];

export type Session = Schemas["Session"];
export type SessionDetail = Schemas["SessionDetail"];
export type Interaction = Schemas["Interaction"];
export type InteractionList = Schemas["InteractionList"];
export type SessionResponse = Schemas["SessionResponse"];
export type InteractionCost = Schemas["InteractionCost"];
export type CostTotals = Schemas["CostTotals"];
export type TokenTotals = Schemas["TokenTotals"];
export type ModelUsage = Schemas["ModelUsage"];
export type DailyUsageList = Schemas["DailyUsageList"];
export type ActivityTotals = Schemas["ActivityTotals"];
export type Timeseries = Schemas["Timeseries"];
export type User = Schemas["User"];
export type ApiKey = Schemas["ApiKey"];
export type CreatedApiKey = Schemas["CreatedApiKey"];
export type Scope = Schemas["Scope"];
export type AuditLogEntry = Schemas["AuditLogEntry"];
export type CostExplanation = Schemas["CostExplanation"];
export type Page = Schemas["Page"];
export type Feedback = Schemas["Feedback"];
export type CountedWarning = Schemas["WarningList"]["data"][number];
export type WarningCode = Schemas["WarningCode"];
export type WarningDays = Schemas["WarningDays"];
export type Source = Schemas["Source"];
export type EventForm = NonNullable<Source["last_event_form"]>;
export type CauseSums = Schemas["CauseSums"];
export type DifferenceCause = Schemas["DifferenceCause"];
export type ReconciledModel = Schemas["ReconciledModel"];
export type ReconciledDay = Schemas["ReconciledDay"];

type QueryOf<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Query } } }
  ? NonNullable<Query>
  : never;

export type UsageQuery = QueryOf<"/api/stats/daily">;
export type SessionsQuery = QueryOf<"/api/sessions">;
export type UsersQuery = QueryOf<"/api/stats/users">;
export type TimeseriesQuery = QueryOf<"/api/stats/timeseries">;
export type BreakdownQuery = QueryOf<"/api/stats/breakdown">;
export type InteractionsQuery = QueryOf<"/api/interactions">;
export type WarningsQuery = QueryOf<"/api/warnings">;
export type WarningDaysQuery = QueryOf<"/api/warnings/daily">;
export type SourcesQuery = QueryOf<"/api/sources">;
export type Interval = NonNullable<TimeseriesQuery["interval"]>;
