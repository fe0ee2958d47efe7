import type { InteractionList, PageQuery } from "@voygent/contracts";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { findSession } from "./find-session.ts";
import { readInteractions } from "./read-interactions.ts";
import { resolveInstants } from "./resolve-range.ts";

/** One page of a session's interactions, oldest first. Throws `not_found` when there is no such session. */
export async function listSessionInteractions(
  c: AnalyticsContext,
  sessionId: string,
  { limit, cursor, offset }: PageQuery,
): Promise<InteractionList> {
  const [, list] = await Promise.all([
    findSession(c, sessionId),
    readInteractions(c, {
      filter: { session_id: [sessionId] },
      range: resolveInstants({ tz: "UTC" }),
      sort: "timestamp",
      limit,
      cursor,
      offset,
    }),
  ]);
  return list;
}
