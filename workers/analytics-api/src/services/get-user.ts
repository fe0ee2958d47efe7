import type { UserDetail, UsersQuery } from "@voygent/contracts";
import {
  type ActivityCounts,
  type ModelUsageRow,
  selectActivityCounts,
  selectUserLifetime,
  selectUserModels,
  type UserLifetimeRow,
} from "@voygent/db";
import { AppError } from "@voygent/http";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { bucketDays, calendarOf } from "./calendar.ts";
import { filterOfQuery } from "./filter-of-query.ts";
import { modelUsageOfRow } from "./model-usage-of-row.ts";
import { readBatchAndRows, readRows } from "./read-rows.ts";
import { resolveStatsRange } from "./resolve-range.ts";
import { toInstant } from "./session-of-row.ts";
import { namesOf } from "./user-of-row.ts";
import { addSums, noUsage, sumsOfRow, toUsageTotals } from "./usage-sums.ts";

type UserQuery = Omit<UsersQuery, "user_id" | "limit" | "cursor" | "offset" | "sort">;

/** One user: lifetime, range, and the range by model. Throws `not_found` when nothing of the user was ever recorded. */
export async function getUser(c: AnalyticsContext, userId: string, query: UserQuery): Promise<UserDetail> {
  const range = resolveStatsRange(query, Date.now());
  const filter = { ...filterOfQuery(query), user_id: [userId] };
  const [[[lifetime], [counts]], models] = await Promise.all([
    readBatchAndRows<UserLifetimeRow, ActivityCounts>(
      c,
      [selectUserLifetime(c.env.DB, userId)],
      selectActivityCounts(c.env.DB, { ...bucketDays(calendarOf("UTC", range), "range"), filter, range }),
    ),
    readRows<ModelUsageRow>(c, selectUserModels(c.env.DB, userId, filter, range)),
  ]);
  if (lifetime === undefined) throw new AppError("not_found", "there is no user with this id");
  return {
    user_id: userId,
    first_seen_at: toInstant(lifetime.first_seen_at_ms),
    last_seen_at: toInstant(lifetime.last_seen_at_ms),
    models: namesOf(lifetime),
    lifetime: { session_count: lifetime.session_count, ...toUsageTotals(sumsOfRow(lifetime)) },
    range: {
      session_count: counts?.session_count ?? 0,
      ...toUsageTotals(models.map(sumsOfRow).reduce(addSums, noUsage())),
    },
    by_model: models.map(modelUsageOfRow),
  };
}
