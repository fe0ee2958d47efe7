import { queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import { unwrap } from "./unwrap.ts";

/** The whole installation over its whole life. */
export const systemStatsOptions = () =>
  queryOptions({
    queryKey: ["system-stats"],
    queryFn: ({ signal }) => unwrap(analyticsClient.GET("/api/stats/system", { signal })),
    staleTime: 30_000,
  });
