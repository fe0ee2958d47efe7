import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { benchEvent } from "./bench-event.ts";
import { median } from "./statistics.ts";

const MIGRATION = join(import.meta.dirname, "../../migrations/0001_create_usage.sql");

const INSERT = `INSERT INTO interactions
  SELECT value->>'id', value->>'session_id', value->>'user_id', value->>'type', value->>'status',
    unixepoch(value->>'timestamp') * 1000, 0, value->>'provider', value->>'model', 'standard',
    value->>'source', value->>'environment', value->>'duration_ms', value->>'ttft_ms', value->>'tokens', NULL, 'hash',
    0, 0, 0, 0, 'priced', 'none', 'none', 'exact', 1, NULL, 0, NULL, NULL
  FROM json_each(?1)`;

/** Plain SQLite in this process (WAL, synchronous FULL) on the same table: ms per event, and events/s in batches. */
export function measureSqlite(folder: string, batchSize: number): { singleMs: number; batchPerSecond: number } {
  const database = new DatabaseSync(join(folder, "plain.sqlite"));
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  database.exec(readFileSync(MIGRATION, "utf8"));
  const insert = database.prepare(INSERT);
  const timeOf = (count: number) => {
    const json = JSON.stringify(Array.from({ length: count }, () => benchEvent()));
    const startedAtMs = performance.now();
    insert.run(json);
    return performance.now() - startedAtMs;
  };
  const singles = Array.from({ length: 300 }, () => timeOf(1));
  const batches = Array.from({ length: 60 }, () => timeOf(batchSize));
  database.close();
  return { singleMs: median(singles), batchPerSecond: (batchSize * 1000) / median(batches) };
}
