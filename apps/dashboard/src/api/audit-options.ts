import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import { unwrap } from "./unwrap.ts";

/** One page of who did what, newest first. */
export const auditOptions = (cursor: string | undefined) =>
  queryOptions({
    queryKey: ["audit", cursor],
    queryFn: ({ signal }) =>
      unwrap(
        analyticsClient.GET("/api/audit", {
          params: { query: { limit: 25, ...(cursor !== undefined && { cursor }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
