import * as z from "zod";

import { UsageTotals } from "./cost.ts";
import { Page } from "./page.ts";
import { DateOrInstant, PageQuery, TimeZone } from "./usage-query.ts";

export const SourcesQuery = z.strictObject({
  start_date: DateOrInstant.optional().meta({ description: "First day of the range in `tz`, or its first instant" }),
  end_date: DateOrInstant.optional().meta({
    description: "Last day of the range in `tz`, inclusive, or the instant at which it ends",
  }),
  tz: TimeZone,
  ...PageQuery.shape,
});
export type SourcesQuery = z.infer<typeof SourcesQuery>;

/** The form in which an event came in: a span of a trace (OTLP, Langfuse), a CloudEvent, or our own JSON. */
export const EventForm = z.enum(["span", "cloud_event", "json"]).meta({ id: "EventForm" });
export type EventForm = z.infer<typeof EventForm>;

/** One program that sends events: over its whole life, in the last 24 hours, and in the range. */
export const Source = z
  .object({
    source: z.string(),
    first_event_at: z.string(),
    last_event_at: z.string(),
    last_event_form: EventForm.nullable().meta({
      description: "The form of the latest event; null when it is not known",
    }),
    user_count: z.int(),
    interaction_count: z.int(),
    hourly_counts: z.array(z.int()).meta({ description: "Interactions in each of `hours`" }),
    hourly_error_counts: z.array(z.int()).meta({ description: "Those of them that failed" }),
    range: z.object(UsageTotals.shape).meta({ id: "SourceTotals" }),
  })
  .meta({ id: "Source" });
export type Source = z.infer<typeof Source>;

/** The programs that send events, the one with the latest event first. */
export const SourceList = z
  .object({
    data: z.array(Source),
    hours: z.array(z.string()).meta({ description: "The beginnings of the last 24 hours of UTC, this one included" }),
    page: Page,
  })
  .meta({ id: "SourceList" });
export type SourceList = z.infer<typeof SourceList>;
