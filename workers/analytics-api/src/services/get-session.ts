import { DEFAULT_PAGE_LIMIT, type SessionDetail } from "@voygent/contracts";
import { formatNanoUsd } from "@voygent/cost";
import { type ModelUsageRow, type ResponseTotalsRow, selectResponseTotals, selectSessionModels } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { findConversationUrl } from "./find-conversation-url.ts";
import { findSession } from "./find-session.ts";
import { listSessionInteractions } from "./list-session-interactions.ts";
import { modelUsageOfRow } from "./model-usage-of-row.ts";
import { readRows } from "./read-rows.ts";
import { sessionOfRow } from "./session-of-row.ts";

/** Rounded half up, as every cost is. */
function averageOf({ response_count: count, cost_nano_usd: cost }: ResponseTotalsRow): string | null {
  if (count === 0) return null;
  return formatNanoUsd((2n * BigInt(cost) + BigInt(count)) / (2n * BigInt(count)));
}

/** One session with its usage by model and the first page of its interactions. Throws `not_found`. */
export async function getSession(c: AnalyticsContext, id: string): Promise<SessionDetail> {
  const [session, models, [responses], interactions] = await Promise.all([
    findSession(c, id),
    readRows<ModelUsageRow>(c, selectSessionModels(c.env.DB, id)),
    readRows<ResponseTotalsRow>(c, selectResponseTotals(c.env.DB, id)),
    listSessionInteractions(c, id, { limit: DEFAULT_PAGE_LIMIT }),
  ]);
  const url = await findConversationUrl(c, session);
  return {
    ...sessionOfRow(session, Date.now()),
    librechat_url: url,
    by_model: models.map(modelUsageOfRow),
    response_count: responses?.response_count ?? 0,
    cost_per_response: responses === undefined ? null : averageOf(responses),
    interactions,
  };
}
