import { WarningCode, type WarningList } from "@voygent/contracts";
import { createDb, selectWarnings } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { toInstant } from "./session-of-row.ts";

/** What came in and was odd, seen last first. */
export async function listWarnings(c: AnalyticsContext, limit: number): Promise<WarningList> {
  const rows = await selectWarnings(createDb(c.env.DB), limit);
  return {
    data: rows.map((row) => ({
      kind: WarningCode.parse(row.kind),
      subject: row.subject,
      source: row.source,
      count: row.warningCount,
      first_seen_at: toInstant(row.firstSeenAtMs),
      last_seen_at: toInstant(row.lastSeenAtMs),
      example_id: row.exampleId,
    })),
  };
}
