import { queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import { unwrap } from "./unwrap.ts";

/** The keys that are not revoked, newest first. */
export const apiKeysOptions = () =>
  queryOptions({
    queryKey: ["api-keys"],
    queryFn: ({ signal }) => unwrap(analyticsClient.GET("/api/keys", { signal })),
    staleTime: 10_000,
  });
