import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import type { WarningDaysQuery } from "./schema.ts";
import { unwrap } from "./unwrap.ts";

/** How much of each kind of warning there was on each day of UTC. */
export const warningDaysOptions = (query: WarningDaysQuery) =>
  queryOptions({
    queryKey: ["warning-days", query],
    queryFn: ({ signal }) => unwrap(analyticsClient.GET("/api/warnings/daily", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
