import { queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import { unwrap } from "./unwrap.ts";

/** One interaction by its id. */
export const interactionOptions = (id: string) =>
  queryOptions({
    queryKey: ["interaction", id],
    queryFn: ({ signal }) => unwrap(analyticsClient.GET("/api/interaction", { params: { query: { id } }, signal })),
  });
