import { queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import type { UsageQuery } from "./schema.ts";
import { unwrap } from "./unwrap.ts";

/** How many of the unpriced interactions no price would help, since nothing was said of what they used. */
export const unknownUsageOptions = (query: UsageQuery) =>
  queryOptions({
    queryKey: ["unknown-usage", query],
    queryFn: ({ signal }) => unwrap(analyticsClient.GET("/api/stats/unknown-usage", { params: { query }, signal })),
  });
