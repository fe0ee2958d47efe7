import type { InteractionList, InteractionsQuery } from "@voygent/contracts";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { filterOfQuery } from "./filter-of-query.ts";
import { readInteractions } from "./read-interactions.ts";
import { resolveInstants } from "./resolve-range.ts";

/** One page of the interactions that match. */
export async function listInteractions(c: AnalyticsContext, query: InteractionsQuery): Promise<InteractionList> {
  const { cause, limit, cursor, offset } = query;
  const sort = query.sort === "timestamp" ? "timestamp" : "-timestamp";
  return await readInteractions(c, {
    filter: { ...filterOfQuery(query), cause },
    range: resolveInstants(query),
    sort,
    limit,
    cursor,
    offset,
  });
}
