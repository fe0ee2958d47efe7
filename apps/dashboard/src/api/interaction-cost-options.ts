import { queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import { unwrap } from "./unwrap.ts";

/** The calculation behind the cost of one interaction. */
export const interactionCostOptions = (id: string) =>
  queryOptions({
    queryKey: ["interaction-cost", id],
    queryFn: ({ signal }) =>
      unwrap(analyticsClient.GET("/api/interaction-cost", { params: { query: { id } }, signal })),
  });
