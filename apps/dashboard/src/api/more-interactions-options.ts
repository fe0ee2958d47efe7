import { infiniteQueryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import { unwrap } from "./unwrap.ts";

const PAGE_LIMIT = 100;

/** The interactions of a session behind its first page, which begins at `firstCursor`; fetched only when asked for. */
export const moreInteractionsOptions = (sessionId: string, firstCursor: string | null) =>
  infiniteQueryOptions({
    queryKey: ["session", sessionId, "more-interactions", firstCursor],
    queryFn: ({ signal, pageParam: cursor }) =>
      unwrap(
        analyticsClient.GET("/api/sessions/{id}/interactions", {
          params: { path: { id: sessionId }, query: { limit: PAGE_LIMIT, cursor } },
          signal,
        }),
      ),
    initialPageParam: firstCursor ?? "",
    getNextPageParam: (last) => last.page.next_cursor,
    enabled: false,
  });
