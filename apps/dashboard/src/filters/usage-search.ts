import * as z from "zod/mini";

import { LABEL_DIMENSIONS } from "../format/labels.ts";
import { RANGE_PRESETS } from "./range-presets.ts";

const isTimeZone = (tz: string) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: tz }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
};

/** A value that does not fit is as good as none: an old or mistyped link still opens. */
export const lenient = <Schema extends z.ZodMiniType>(schema: Schema) => z.catch(z.optional(schema), undefined);

/** A parameter that may stand once or several times. */
export const list = lenient(
  z.pipe(
    z.transform((value) => (typeof value === "string" ? [value] : value)),
    z.array(z.string().check(z.minLength(1))).check(z.minLength(1), z.maxLength(100)),
  ),
);

/**
 * The range, the filters and what the charts are grouped by (`group` the cost over time, `labels` the panel of labels), as they
 * stand in the URL; every page of the dashboard understands them.
 */
export const UsageSearch = z.object({
  range: lenient(z.enum(RANGE_PRESETS)),
  start: lenient(z.iso.date()),
  end: lenient(z.iso.date()),
  tz: lenient(z.string().check(z.refine(isTimeZone))),
  model: list,
  user: list,
  source: list,
  provider: list,
  environment: list,
  group: lenient(z.enum(["model", ...LABEL_DIMENSIONS])),
  labels: lenient(z.enum(LABEL_DIMENSIONS)),
});
export type UsageSearch = z.infer<typeof UsageSearch>;

/** A page of a list: its sort key and the cursors of the pages passed so far, the last of which is the current one. */
export const ListSearch = z.extend(UsageSearch, { sort: lenient(z.string()), cursor: list });
export type ListSearch = z.infer<typeof ListSearch>;
