import * as z from "zod";

import { UsageTotals } from "./cost.ts";
import { ModelUsage } from "./model-usage.ts";
import { Page } from "./page.ts";
import { PageQuery, sortBy, UsageFilterQuery } from "./usage-query.ts";

export const UsersQuery = UsageFilterQuery.extend(PageQuery.shape).extend({
  sort: sortBy("cost", "interaction_count", "session_count", "last_seen_at", "user_id").default("-cost"),
});
export type UsersQuery = z.infer<typeof UsersQuery>;

const UserTotals = z.object({ session_count: z.int(), ...UsageTotals.shape }).meta({ id: "UserTotals" });

/** One user, lifetime and within the range. */
export const User = z
  .object({
    user_id: z.string(),
    first_seen_at: z.string(),
    last_seen_at: z.string(),
    models: z.array(z.string()).meta({ description: "Every model that the user has used, most used first" }),
    lifetime: UserTotals,
    range: UserTotals,
  })
  .meta({ id: "User" });
export type User = z.infer<typeof User>;

export const UserList = z.object({ data: z.array(User), page: Page }).meta({ id: "UserList" });
export type UserList = z.infer<typeof UserList>;

/** One user; `by_model` covers the range. */
export const UserDetail = z.object({ ...User.shape, by_model: z.array(ModelUsage) }).meta({ id: "UserDetail" });
export type UserDetail = z.infer<typeof UserDetail>;
