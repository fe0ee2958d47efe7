import { sql } from "drizzle-orm";

import type { Db } from "../db.ts";

/** The clock of the database, in seconds since 1970; the cheapest statement that shows that it answers. Reads no row. */
export function selectDatabaseTime(db: Db) {
  return db.get<{ seconds: number }>(sql`SELECT unixepoch() AS seconds`);
}
