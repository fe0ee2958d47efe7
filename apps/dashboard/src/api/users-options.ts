import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import type { UsersQuery } from "./schema.ts";
import { unwrap } from "./unwrap.ts";

/** One page of the users who were active in a range. */
export const usersOptions = (query: UsersQuery) =>
  queryOptions({
    queryKey: ["users", query],
    queryFn: ({ signal }) => unwrap(analyticsClient.GET("/api/stats/users", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
