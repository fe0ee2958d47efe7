import { analyticsClient } from "./analytics-client.ts";
import { unwrap } from "./unwrap.ts";

/** Says where the LibreChat of a source is; null forgets it. */
export const setLibreChatUrl = (source: string, url: string | null) =>
  unwrap(
    analyticsClient.PUT("/api/librechat-urls/{source}", { params: { path: { source } }, body: { librechat_url: url } }),
  );
