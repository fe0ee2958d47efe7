import { queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import { unwrap } from "./unwrap.ts";

/** Who is signed in; a 401 means nobody. */
export const callerOptions = () =>
  queryOptions({
    queryKey: ["caller"],
    queryFn: ({ signal }) => unwrap(analyticsClient.GET("/api/auth/me", { signal })),
    staleTime: 5 * 60_000,
  });
