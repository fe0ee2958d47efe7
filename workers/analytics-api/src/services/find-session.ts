import { selectSession, type SessionRow } from "@voygent/db";
import { AppError } from "@voygent/http";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { readRows } from "./read-rows.ts";

/** The session with this id, archived or not. Throws `not_found` when there is none. */
export async function findSession(c: AnalyticsContext, id: string): Promise<SessionRow> {
  const [row] = await readRows<SessionRow>(c, selectSession(c.env.DB, id));
  if (row === undefined) throw new AppError("not_found", "there is no session with this id");
  return row;
}
