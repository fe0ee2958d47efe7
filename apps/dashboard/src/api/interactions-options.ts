import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import type { InteractionsQuery } from "./schema.ts";
import { unwrap } from "./unwrap.ts";

/** One page of interactions. */
export const interactionsOptions = (query: InteractionsQuery) =>
  queryOptions({
    queryKey: ["interactions", query],
    queryFn: ({ signal }) => unwrap(analyticsClient.GET("/api/interactions", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
