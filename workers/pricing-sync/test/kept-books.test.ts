import { createDb, insertRepriceRun } from "@voygent/db";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { storeBook } from "../src/services/book/publish-book.ts";
import { plantEmptyBook } from "./empty-book.ts";
import { rowsOf } from "./stored-prices.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW_MS = 100 * DAY_MS;

/** A run with the book of this version, in this status. */
async function plantRun(bookVersion: number, status: string, createdAtMs = NOW_MS): Promise<void> {
  const id = crypto.randomUUID();
  const links = { undoesRunId: null, rehearsalId: null };
  const run = { id, kind: "rehearsal", ...links, filter: "{}", bookVersion, cursorMs: 0, actor: "tester", createdAtMs };
  await insertRepriceRun(env.DB, run).run();
  await env.DB.prepare("UPDATE reprice_runs SET status = ?1 WHERE id = ?2").bind(status, id).run();
}

async function plantBooks(count: number, publishedAtMs: number): Promise<void> {
  await env.DB.prepare(
    `WITH RECURSIVE book(version) AS (SELECT 1 UNION ALL SELECT version + 1 FROM book WHERE version < ?1)
     INSERT INTO price_books SELECT version, ?2, 3, 'none', '' FROM book`,
  )
    .bind(count, publishedAtMs)
    .run();
}

async function keptAmong(count: number): Promise<unknown[]> {
  const rows = await rowsOf("SELECT version FROM price_books WHERE version <= ?1 ORDER BY version", count);
  return rows.map(({ version }) => version);
}

beforeEach(async () => {
  await plantEmptyBook();
  await env.DB.exec("DELETE FROM price_books");
  await env.DB.exec("DELETE FROM reprice_runs");
});

describe("price books", () => {
  it("are the newest eight, however often prices change, and those that runs go on with", async ({ expect }) => {
    await plantBooks(30, NOW_MS);
    await plantRun(3, "paused");
    await plantRun(4, "done");
    await plantRun(5, "running");
    await plantRun(5, "running");
    await plantRun(6, "failed");
    await plantRun(7, "paused", NOW_MS - 15 * DAY_MS);
    const { version } = await storeBook(createDb(env.DB), NOW_MS);
    expect(version).toBeGreaterThan(30);
    expect(await keptAmong(30)).toEqual([3, 5, 6, 24, 25, 26, 27, 28, 29, 30]);
  });

  it("of runs are sixteen, and none that is older than fourteen days", async ({ expect }) => {
    await plantBooks(30, NOW_MS);
    await env.DB.exec("UPDATE price_books SET published_at_ms = 0 WHERE version = 20");
    for (let version = 1; version <= 20; version += 1) await plantRun(version, "paused");
    await storeBook(createDb(env.DB), NOW_MS);
    const named = [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19];
    expect(await keptAmong(30)).toEqual([...named, 24, 25, 26, 27, 28, 29, 30]);
  });
});
