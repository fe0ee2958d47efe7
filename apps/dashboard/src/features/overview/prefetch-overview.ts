import type { QueryClient } from "@tanstack/react-query";

import { dailyUsageOptions } from "../../api/daily-usage-options.ts";
import { systemStatsOptions } from "../../api/system-stats-options.ts";
import { timeseriesOptions } from "../../api/timeseries-options.ts";
import { resolveCurrentRange } from "../../filters/resolve-current-range.ts";
import { toPreviousUsageQuery, toUsageQuery } from "../../filters/to-usage-query.ts";
import type { UsageSearch } from "../../filters/usage-search.ts";

/**
 * Asks at once for what stands at the top of the overview, before its panels are drawn; does not wait. The panels below
 * ask for themselves: browsers send few requests at a time to a server without HTTP/2.
 */
export function prefetchOverview(queryClient: QueryClient, search: UsageSearch): void {
  const range = resolveCurrentRange(search);
  const query = toUsageQuery(search, range);
  void queryClient.prefetchQuery(dailyUsageOptions(query));
  void queryClient.prefetchQuery(dailyUsageOptions(toPreviousUsageQuery(search, range)));
  void queryClient.prefetchQuery(systemStatsOptions());
  const group = search.group ?? "model";
  void queryClient.prefetchQuery(timeseriesOptions({ ...query, interval: range.interval, group_by: group, top: 6 }));
}
