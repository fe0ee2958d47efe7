import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import type { SourcesQuery } from "./schema.ts";
import { unwrap } from "./unwrap.ts";

/** One page of the programs that send events. */
export const sourcesOptions = (query: SourcesQuery) =>
  queryOptions({
    queryKey: ["sources", query],
    queryFn: ({ signal }) => unwrap(analyticsClient.GET("/api/sources", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
