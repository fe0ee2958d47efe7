import type { QueryClient } from "@tanstack/react-query";

import { breakdownOptions } from "../../api/breakdown-options.ts";
import { dailyUsageOptions } from "../../api/daily-usage-options.ts";
import { filterValuesOptions } from "../../api/filter-values-options.ts";
import { systemStatsOptions } from "../../api/system-stats-options.ts";
import { timeseriesOptions } from "../../api/timeseries-options.ts";
import { usersOptions } from "../../api/users-options.ts";
import { resolveCurrentRange } from "../../filters/resolve-current-range.ts";
import { toPreviousUsageQuery, toUsageQuery } from "../../filters/to-usage-query.ts";
import type { UsageSearch } from "../../filters/usage-search.ts";

/** Asks for the overview's figures all at once, the topmost first, before its panels are drawn; does not wait for them. */
export function prefetchOverview(queryClient: QueryClient, search: UsageSearch): void {
  const range = resolveCurrentRange(search);
  const query = toUsageQuery(search, range);
  void queryClient.prefetchQuery(systemStatsOptions());
  void queryClient.prefetchQuery(dailyUsageOptions(query));
  void queryClient.prefetchQuery(dailyUsageOptions(toPreviousUsageQuery(search, range)));
  void queryClient.prefetchQuery(timeseriesOptions({ ...query, interval: range.interval, group_by: "model", top: 6 }));
  void queryClient.prefetchQuery(usersOptions({ ...query, limit: 8, sort: "-cost" }));
  void queryClient.prefetchQuery(breakdownOptions({ ...query, group_by: "model", metric: "cost", limit: 8 }));
  void queryClient.prefetchQuery(filterValuesOptions());
  void queryClient.prefetchQuery(breakdownOptions({ ...query, group_by: "category", metric: "cost" }));
  void queryClient.prefetchQuery(breakdownOptions({ ...query, group_by: "model", metric: "errors", limit: 4 }));
}
