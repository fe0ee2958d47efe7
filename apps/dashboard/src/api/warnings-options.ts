import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import type { WarningsQuery } from "./schema.ts";
import { unwrap } from "./unwrap.ts";

/** One page of what came in and was odd. */
export const warningsOptions = (query: WarningsQuery) =>
  queryOptions({
    queryKey: ["warnings", query],
    queryFn: ({ signal }) => unwrap(analyticsClient.GET("/api/warnings", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
