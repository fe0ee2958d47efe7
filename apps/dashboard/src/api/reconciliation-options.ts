import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import type { UsageQuery } from "./schema.ts";
import { unwrap } from "./unwrap.ts";

/** LibreChat's own figure beside our cost in a range, by cause, model and day. */
export const reconciliationOptions = (query: UsageQuery) =>
  queryOptions({
    queryKey: ["reconciliation", query],
    queryFn: ({ signal }) => unwrap(analyticsClient.GET("/api/stats/reconciliation", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
