import type { UsageSearch } from "./usage-search.ts";

/** The search of a link to another page: the range goes along, filters and paging stay behind. */
export const keepRange = ({ range, start, end, tz }: UsageSearch) => ({ range, start, end, tz });
