import { browserTimeZone } from "./browser-time-zone.ts";
import { resolveRange } from "./resolve-range.ts";
import type { ResolvedRange } from "./resolve-range.ts";
import type { UsageSearch } from "./usage-search.ts";

/** The range that the URL asks for, now and in this browser. */
export const resolveCurrentRange = (search: UsageSearch): ResolvedRange =>
  resolveRange(search, new Date(), browserTimeZone());
