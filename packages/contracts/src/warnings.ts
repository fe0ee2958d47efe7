import * as z from "zod";

import { Page } from "./page.ts";
import { Day } from "./primitives.ts";
import { WarningCode } from "./tracking.ts";
import { anyOf, DateOrInstant, FilterText, PageQuery, TimeZone } from "./usage-query.ts";

/** The filters of everything that tells of warnings. They are counted by days of UTC, so that a range ends where its days do. */
const WarningFilterQuery = z.strictObject({
  start_date: DateOrInstant.optional().meta({
    description:
      "First day of the range in `tz`, or its first instant; what is counted are the days of UTC that it touches",
    example: "2026-03-01",
  }),
  end_date: DateOrInstant.optional().meta({
    description: "Last day of the range in `tz`, inclusive, or the instant at which it ends",
    example: "2026-03-31",
  }),
  tz: TimeZone,
  kind: anyOf(WarningCode, "Kinds of warnings"),
  source: anyOf(FilterText, "Programs that sent what was odd, or the way in where it was refused"),
});

export const WarningDaysQuery = WarningFilterQuery;
export type WarningDaysQuery = z.infer<typeof WarningDaysQuery>;

export const WarningsQuery = WarningFilterQuery.extend(PageQuery.shape);
export type WarningsQuery = z.infer<typeof WarningsQuery>;

const Counted = {
  count: z.int(),
  first_seen_at: z.string(),
  last_seen_at: z.string(),
};

/** What came in and was odd, newest first. Without dates it tells of the whole life. */
export const WarningList = z
  .object({
    data: z.array(
      z.object({
        kind: WarningCode,
        subject: z.string(),
        source: z.string(),
        ...Counted,
        example_id: z.string().nullable(),
        example_is_stored: z.boolean().meta({ description: "Whether `example_id` is the id of a stored interaction" }),
      }),
    ),
    page: Page,
  })
  .meta({ id: "WarningList" });
export type WarningList = z.infer<typeof WarningList>;

/** How much of each kind there was on each day of UTC, most first. `counts` are in the order of `dates`. */
export const WarningDays = z
  .object({
    tz: z.literal("UTC"),
    dates: z.array(Day),
    data: z.array(z.object({ kind: WarningCode, ...Counted, counts: z.array(z.int()) })),
  })
  .meta({ id: "WarningDays" });
export type WarningDays = z.infer<typeof WarningDays>;
