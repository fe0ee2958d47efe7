import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import type { SessionsQuery } from "./schema.ts";
import { unwrap } from "./unwrap.ts";

/** One page of sessions. */
export const sessionsOptions = (query: SessionsQuery) =>
  queryOptions({
    queryKey: ["sessions", query],
    queryFn: ({ signal }) => unwrap(analyticsClient.GET("/api/sessions", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
