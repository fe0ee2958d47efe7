import { queryOptions } from "@tanstack/react-query";

import { analyticsClient } from "./analytics-client.ts";
import { unwrap } from "./unwrap.ts";

/** The sources whose LibreChat is known. */
export const libreChatUrlsOptions = () =>
  queryOptions({
    queryKey: ["librechat-urls"],
    queryFn: ({ signal }) => unwrap(analyticsClient.GET("/api/librechat-urls", { signal })),
  });
