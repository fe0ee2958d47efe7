import { infiniteQueryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import { unwrap } from "./unwrap.ts";

const PAGE_LIMIT = 50;

/** The responses of a conversation, the first one at the top. */
export const sessionResponsesOptions = (sessionId: string) =>
  infiniteQueryOptions({
    queryKey: ["session", sessionId, "responses"],
    queryFn: ({ signal, pageParam: cursor }) =>
      unwrap(
        analyticsClient.GET("/api/sessions/{id}/responses", {
          params: { path: { id: sessionId }, query: { limit: PAGE_LIMIT, ...(cursor !== "" && { cursor }) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.page.next_cursor,
  });
