import { queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import { unwrap } from "./unwrap.ts";

/** One session with its cost by model and the first page of its interactions. */
export const sessionOptions = (sessionId: string) =>
  queryOptions({
    queryKey: ["session", sessionId],
    queryFn: ({ signal }) =>
      unwrap(analyticsClient.GET("/api/sessions/{id}", { params: { path: { id: sessionId } }, signal })),
  });
