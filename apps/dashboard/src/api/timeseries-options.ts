import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import type { TimeseriesQuery } from "./schema.ts";
import { unwrap } from "./unwrap.ts";

/** Usage over time by group, the dearest groups first. */
export const timeseriesOptions = (query: TimeseriesQuery) =>
  queryOptions({
    queryKey: ["timeseries", query],
    queryFn: ({ signal }) => unwrap(analyticsClient.GET("/api/stats/timeseries", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
