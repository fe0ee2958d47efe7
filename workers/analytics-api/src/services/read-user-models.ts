import { selectUserModelNames, type UserModelNameRow } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { readRows } from "./read-rows.ts";

/** The models that each of these users has ever used, most used first. */
export async function readUserModels(c: AnalyticsContext, userIds: string[]): Promise<Map<string, string[]>> {
  const models = new Map<string, string[]>(userIds.map((id) => [id, []]));
  const rows = await readRows<UserModelNameRow>(c, selectUserModelNames(c.env.DB, JSON.stringify(userIds)));
  for (const row of rows) models.get(row.user_id)?.push(row.model);
  return models;
}
