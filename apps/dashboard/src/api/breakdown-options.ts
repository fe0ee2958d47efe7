import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import type { BreakdownQuery } from "./schema.ts";
import { unwrap } from "./unwrap.ts";

/** The groups of a range, ranked by a metric. */
export const breakdownOptions = (query: BreakdownQuery) =>
  queryOptions({
    queryKey: ["breakdown", query],
    queryFn: ({ signal }) => unwrap(analyticsClient.GET("/api/stats/breakdown", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
