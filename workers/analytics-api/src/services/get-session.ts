import { DEFAULT_PAGE_LIMIT, type SessionDetail } from "@voygent/contracts";
import { type ModelUsageRow, selectSessionModels } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { findSession } from "./find-session.ts";
import { listSessionInteractions } from "./list-session-interactions.ts";
import { modelUsageOfRow } from "./model-usage-of-row.ts";
import { readRows } from "./read-rows.ts";
import { sessionOfRow } from "./session-of-row.ts";

/** One session with its usage by model and the first page of its interactions. Throws `not_found`. */
export async function getSession(c: AnalyticsContext, id: string): Promise<SessionDetail> {
  const [session, models, interactions] = await Promise.all([
    findSession(c, id),
    readRows<ModelUsageRow>(c, selectSessionModels(c.env.DB, id)),
    listSessionInteractions(c, id, { limit: DEFAULT_PAGE_LIMIT }),
  ]);
  return { ...sessionOfRow(session, Date.now()), by_model: models.map(modelUsageOfRow), interactions };
}
