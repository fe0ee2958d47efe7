import { queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import { unwrap } from "./unwrap.ts";

/** The calculation behind the cost of one interaction, whose id is unique within its source. */
export const interactionCostOptions = ({ id, source }: { id: string; source: string }) =>
  queryOptions({
    queryKey: ["interaction-cost", id, source],
    queryFn: ({ signal }) =>
      unwrap(analyticsClient.GET("/api/interaction-cost", { params: { query: { id, source } }, signal })),
  });
