import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import type { UsageQuery } from "./schema.ts";
import { unwrap } from "./unwrap.ts";

/** One user: lifetime, the range, and the range by model. */
export function userOptions(userId: string, filters: UsageQuery) {
  const query = { ...filters };
  // The path names the user already.
  delete query.user_id;
  return queryOptions({
    queryKey: ["user", userId, query],
    queryFn: ({ signal }) =>
      unwrap(
        analyticsClient.GET("/api/stats/users/{user_id}", { params: { path: { user_id: userId }, query }, signal }),
      ),
    placeholderData: keepPreviousData,
  });
}
