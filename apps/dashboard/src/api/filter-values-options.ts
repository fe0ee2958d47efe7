import { queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import { unwrap } from "./unwrap.ts";

/** What the filters can be set to, most used first. */
export const filterValuesOptions = () =>
  queryOptions({
    queryKey: ["filter-values"],
    queryFn: ({ signal }) => unwrap(analyticsClient.GET("/api/filter-values", { signal })),
    staleTime: 60_000,
  });
