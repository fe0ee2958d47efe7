import { env } from "cloudflare:workers";

import { LIFETIMES } from "../../../tests/stack/totals-comparisons.ts";

/** The rows of a table in which a column has this value, by plain SQL. */
export async function rowsWhere(table: string, column: string, value: string): Promise<Record<string, unknown>[]> {
  const rows = await env.DB.prepare(`SELECT * FROM ${table} WHERE ${column} = ?1`).bind(value).all();
  return rows.results;
}

/** The lifetimes of this user by source, by plain SQL: the totals of each, and what came since they were summed. */
export async function lifetimesOf(userId: string): Promise<Record<string, unknown>[]> {
  const rows = await env.DB.prepare(`SELECT * FROM ${LIFETIMES} WHERE id = ?1 ORDER BY source`).bind(userId).all();
  return rows.results;
}

/** Everything in the database as text, table by table, to look for what must not be there. */
export async function everythingStored(): Promise<string> {
  const tables = await env.DB.prepare(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name <> 'price_books'",
  ).all<{ name: string }>();
  const texts: string[] = [];
  for (const { name } of tables.results) {
    const rows = await env.DB.prepare(`SELECT * FROM "${name}"`).all();
    texts.push(`${name}: ${JSON.stringify(rows.results)}`);
  }
  return texts.join("\n");
}
