import { queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import { unwrap } from "./unwrap.ts";

/** One interaction by its id, and by its source where that is known: an id is unique within its source. */
export const interactionOptions = (id: string, source: string | undefined) =>
  queryOptions({
    queryKey: ["interaction", id, source],
    queryFn: ({ signal }) =>
      unwrap(
        analyticsClient.GET("/api/interaction", {
          params: { query: { id, ...(source !== undefined && { source }) } },
          signal,
        }),
      ),
  });
