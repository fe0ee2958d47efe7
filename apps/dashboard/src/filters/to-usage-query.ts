import type { UsageQuery } from "../api/schema.ts";
import type { ResolvedRange } from "./resolve-range.ts";
import type { UsageSearch } from "./usage-search.ts";

/** The API's parameters for the range and the filters in the URL. */
export const toUsageQuery = (search: UsageSearch, range: ResolvedRange): UsageQuery => ({
  start_date: range.startDay,
  end_date: range.endDay,
  ...toFilterQuery(search, range),
});

/** The same for the range before, to compare with. */
export const toPreviousUsageQuery = (search: UsageSearch, range: ResolvedRange): UsageQuery => ({
  start_date: range.previousStartDay,
  end_date: range.previousEnd,
  ...toFilterQuery(search, range),
});

const toFilterQuery = ({ model, user, source, provider, environment }: UsageSearch, { tz }: ResolvedRange) => ({
  tz,
  ...(model && { model }),
  ...(user && { user_id: user }),
  ...(source && { source }),
  ...(provider && { provider }),
  ...(environment && { environment }),
});
