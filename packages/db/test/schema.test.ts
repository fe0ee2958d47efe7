import * as schema from "@voygent/db";
import { env } from "cloudflare:workers";
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { is, Table } from "drizzle-orm";
import { describe, it } from "vitest";

type Column = { name: string; type: string; required: boolean; primaryKey: boolean };

const byName = (left: Column, right: Column) => left.name.localeCompare(right.name);
const tables = Object.values<unknown>(schema).filter((value): value is SQLiteTable => is(value, Table));

function drizzleColumns(table: SQLiteTable): Column[] {
  const { columns, primaryKeys } = getTableConfig(table);
  const composite = new Set(primaryKeys.flatMap((key) => key.columns.map((column) => column.name)));
  return columns
    .map((column) => ({
      name: column.name,
      type: column.getSQLType().toUpperCase(),
      required: column.notNull,
      primaryKey: column.primary || composite.has(column.name),
    }))
    .toSorted(byName);
}

async function migratedColumns(table: string): Promise<Column[]> {
  const { results } = await env.DB.prepare(
    `SELECT name, type, "notnull" AS required, pk > 0 AS primary_key FROM pragma_table_info(?1)`,
  )
    .bind(table)
    .all<{ name: string; type: string; required: number; primary_key: number }>();
  return results
    .map(({ name, type, required, primary_key }) => ({
      name,
      type,
      required: required === 1,
      primaryKey: primary_key === 1,
    }))
    .toSorted(byName);
}

describe("the drizzle schema and the migrations", () => {
  it("name the same tables", async ({ expect }) => {
    const { results } = await env.DB.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'd1_*' AND name NOT GLOB 'sqlite_*'",
    ).all<{ name: string }>();
    const migrated = results.map(({ name }) => name).toSorted();
    expect(tables.map((table) => getTableConfig(table).name).toSorted()).toEqual(migrated);
  });

  it.for(tables.map((table) => [getTableConfig(table).name, table] as const))(
    "give %s the same columns",
    async ([name, table], { expect }) => {
      expect(drizzleColumns(table)).toEqual(await migratedColumns(name));
    },
  );

  it("keep every table strict", async ({ expect }) => {
    const { results } = await env.DB.prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT GLOB '_cf_*' AND name NOT GLOB 'd1_*' AND name NOT GLOB 'sqlite_*'",
    ).all();
    expect(results).toEqual([]);
  });
});
