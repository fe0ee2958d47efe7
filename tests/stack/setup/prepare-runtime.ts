// Here zod is extended, which has to be before any schema is made.
import { z } from "@hono/zod-openapi";
import { env } from "cloudflare:workers";
import { applyD1Migrations } from "cloudflare:test";

const Names = z.array(z.object({ name: z.string() }));
const Latest = z.object({ revision: z.int().nullable() });

async function namesOf(type: "table" | "trigger"): Promise<string[]> {
  const { results } = await env.DB.prepare(
    `SELECT name FROM sqlite_schema
     WHERE type = ?1 AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*' AND name <> 'd1_migrations'`,
  )
    .bind(type)
    .all();
  return Names.parse(results).map(({ name }) => name);
}

/**
 * Takes away what an earlier test file left in the database of this runtime. The number of its last price book is gone past:
 * the Workers know a book by its number and keep the last that they read.
 */
async function emptyDatabase(): Promise<void> {
  const latest = Latest.parse(await env.DB.prepare("SELECT max(revision) AS revision FROM price_revisions").first());
  // The product has no triggers: they are faults that a test planted.
  const faults = (await namesOf("trigger")).map((name) => `DROP TRIGGER ${name}`);
  const rows = (await namesOf("table")).map((name) => `DELETE FROM ${name}`);
  const statements = ["PRAGMA defer_foreign_keys = on", ...faults, ...rows];
  await env.DB.batch(statements.map((statement) => env.DB.prepare(statement)));
  if (latest.revision === null) return;
  // A tracker that is told of prices and finds no book has the shipped ones published, which most files never ask for.
  await env.DB.batch([
    env.DB.prepare("INSERT INTO price_revisions (revision, at_ms, cause) VALUES (?1, 0, 'test')").bind(latest.revision),
    env.DB.prepare("INSERT INTO price_books VALUES (?1, 0, 0, '', '')").bind(latest.revision),
  ]);
  await env.TRACKER.pricesChanged(latest.revision);
  await env.DB.prepare("DELETE FROM price_books").run();
}

await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
await emptyDatabase();
await fetch(env.TEST_FEEDS_URL, { method: "DELETE" });
