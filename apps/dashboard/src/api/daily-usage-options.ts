import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import type { UsageQuery } from "./schema.ts";
import { unwrap } from "./unwrap.ts";

/** Usage and cost of every day of a range, with the totals of the range. */
export const dailyUsageOptions = (query: UsageQuery) =>
  queryOptions({
    queryKey: ["daily-usage", query],
    queryFn: ({ signal }) => unwrap(analyticsClient.GET("/api/stats/daily", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
