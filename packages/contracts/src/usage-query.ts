import * as z from "zod";

import { InteractionStatus, InteractionType } from "./interaction-event.ts";

/** Default and largest page of a list. */
export const DEFAULT_PAGE_LIMIT = 50;
export const MAX_PAGE_LIMIT = 500;

/** Most values of one repeated query parameter. */
const MAX_FILTER_VALUES = 100;

/** A query parameter that may be repeated for "any of". */
export const anyOf = <Item extends z.ZodType<string>>(item: Item, description: string) =>
  z
    .preprocess(
      (value) => (value === undefined || Array.isArray(value) ? value : [value]),
      z.array(item).min(1).max(MAX_FILTER_VALUES).optional(),
    )
    .meta({ description: `${description}; repeat it for "any of"`, param: { style: "form", explode: true } });

/** One value of a filter; longer than any that can be stored. */
export const FilterText = z.string().min(1).max(512);

/** A day or an instant; `end_date` as a day is inclusive. */
export const DateOrInstant = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: "expected a day such as 2026-03-04 or an instant with a zone",
});

const isTimeZone = (tz: string) => {
  try {
    return Intl.DateTimeFormat("en", { timeZone: tz }) !== null;
  } catch {
    return false;
  }
};

/** A time zone by its IANA name. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, "expected an IANA time zone, such as Europe/Berlin")
  .default("UTC")
  .meta({ description: "The IANA time zone in which days begin and end", example: "Europe/Berlin" });

/** The filters that every reading endpoint takes. A parameter that is not known is refused, so that a typo cannot widen a filter. */
export const UsageFilterQuery = z.strictObject({
  start_date: DateOrInstant.optional().meta({
    description: "First day of the range in `tz`, or its first instant; statistics widen instants to quarter hours",
    example: "2026-03-01",
  }),
  end_date: DateOrInstant.optional().meta({
    description:
      "Last day of the range in `tz`, inclusive, or the instant at which it ends; statistics widen instants to quarter hours",
    example: "2026-03-31",
  }),
  tz: TimeZone,
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

/** Filters by labels, of the calls that know them. */
export const LabelFilterQuery = z.object({
  agent_id: anyOf(FilterText, "Agents by id, by name where they have none; `(none)` stands for no agent"),
  endpoint: anyOf(FilterText, "Endpoints of the assistant; `(none)` stands for no endpoint"),
  tool: anyOf(FilterText, "Interactions that used a tool of this name; `(none)` stands for no tool"),
});
export type LabelFilterQuery = z.infer<typeof LabelFilterQuery>;

/** A whole number in a query string, in plain digits: `1e2` and `0x10`, which JavaScript reads as numbers, are refused. */
export const wholeNumber = (min: number, max: number) =>
  z.preprocess(
    (value) => (typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value),
    z.int().min(min).max(max),
  );

/** How many rows an answer holds at most. */
export const PageLimit = wholeNumber(1, MAX_PAGE_LIMIT)
  .default(DEFAULT_PAGE_LIMIT)
  .meta({ description: "Most rows in the answer" });

/** Paging: by `cursor` (from `page.next_cursor`) or, for small lists, by `offset`. */
export const PageQuery = z.object({
  limit: PageLimit,
  cursor: z.string().max(2048).optional().meta({ description: "`page.next_cursor` of the page before" }),
  offset: wholeNumber(0, 1_000_000).optional().meta({ description: "Rows to skip" }),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** A sort key, descending with a leading minus. */
export const sortBy = <const Field extends string>(...fields: Field[]) =>
  z.enum(fields.flatMap((field) => [field, `-${field}` as const]));
