import { drizzle } from "drizzle-orm/d1";

/** Wraps a D1 binding. Statement functions take it first and return the statement, so that callers can batch them. */
export function createDb(database: D1Database) {
  return drizzle(database);
}

export type Db = ReturnType<typeof createDb>;
