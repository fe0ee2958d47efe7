import { spawn } from "node:child_process";
import { createReadStream, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";

import { openDatabase } from "../soak/open-database.ts";
import { freePort } from "./free-port.ts";
import { writeLibreChatExport } from "./librechat-export.ts";
import { runProduct } from "./run-product.ts";

const ROOT = join(import.meta.dirname, "../..");

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    seed: { type: "string", default: "7" },
    uninterrupted: { type: "boolean", default: false },
  },
});

type Totals = Record<string, unknown>;

/** What the export holds, by SQL over its lines: no code of the importer has a part in it. */
const EXPECTED = `
  SELECT
    (SELECT count(*) FROM transactions WHERE line->>'tokenType' = 'prompt')
      + (SELECT count(*) FROM messages WHERE NOT line->>'isCreatedByUser' AND (line->>'unfinished' OR line->>'error')) AS interactions,
    (SELECT sum(-(line->>'rawAmount')) FROM transactions WHERE line->>'tokenType' = 'prompt') AS input,
    (SELECT sum(-(line->>'rawAmount')) FROM transactions WHERE line->>'tokenType' = 'completion') AS output,
    (SELECT sum(-(line->>'readTokens')) FROM transactions) AS cache_read,
    (SELECT sum(-(line->>'writeTokens')) FROM transactions) AS cache_write,
    (SELECT round(-sum(line->>'tokenValue') / 1e6, 6) FROM transactions) AS librechat_usd,
    (SELECT count(DISTINCT line->>'$.user.$oid') FROM transactions) AS users`;

/** Rows older than a year may have moved meanwhile. */
const STORED = `
  SELECT count(*) AS interactions, sum(usage->>'$.tokens.input') AS input, sum(usage->>'$.tokens.output') AS output,
    sum(usage->>'$.tokens.cache_read') AS cache_read, sum(usage->>'$.tokens.cache_write') AS cache_write,
    round(sum(metadata->>'$.librechat_cost_usd'), 6) AS librechat_usd,
    count(DISTINCT user_id) AS users
  FROM (SELECT usage, metadata, user_id FROM interactions UNION ALL SELECT usage, metadata, user_id FROM interactions_archive)`;

const ROLLED_UP = `SELECT sum(interaction_count) AS interactions, sum(input_tokens) AS input, sum(output_tokens) AS output
  FROM usage_quarter_hours`;

async function loadLines(database: DatabaseSync, table: string, path: string): Promise<void> {
  database.exec(`CREATE TABLE ${table} (line TEXT); BEGIN`);
  const insert = database.prepare(`INSERT INTO ${table} VALUES (json_remove(?1, '$.text', '$.content'))`);
  for await (const line of createInterface({ input: createReadStream(path) })) insert.run(line);
  database.exec("COMMIT");
}

async function expectedOf(folder: string, transactions: string, messages: string): Promise<Totals | undefined> {
  const database = new DatabaseSync(join(folder, "expected.sqlite"));
  await loadLines(database, "transactions", transactions);
  await loadLines(database, "messages", messages);
  const totals = database.prepare(EXPECTED).get();
  database.close();
  return totals;
}

function residentMib(pid: number): number {
  try {
    const line = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return Math.round(Number(line?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

/** Runs the importer, and ends it abruptly after `killAfterMs`; its summary and its memory, second by second. */
async function runImporter(args: string[], env: Record<string, string>, killAfterMs: number | null) {
  const startedAtMs = performance.now();
  const child = spawn(
    process.execPath,
    [join(ROOT, "apps/librechat/bin/voygent-librechat.mjs"), "import", "--json", ...args],
    {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const memoryMib: number[] = [];
  const sampling = setInterval(() => memoryMib.push(residentMib(child.pid ?? 0)), 1000);
  const killing = killAfterMs === null ? null : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString("utf8");
  });
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  clearInterval(sampling);
  if (killing !== null) clearTimeout(killing);
  const sent: unknown = output === "" ? null : JSON.parse(output).sent;
  return { exitCode, seconds: (performance.now() - startedAtMs) / 1000, sent, memoryMib };
}

const folder = await mkdtemp(join(tmpdir(), "voygent-import-bench-"));
const [transactions, messages] = [join(folder, "transactions.ndjson"), join(folder, "messages.ndjson")];
const rows = Number(values.rows);
const say = (name: string, value: unknown) => process.stdout.write(`${JSON.stringify({ name, value })}\n`);

await writeLibreChatExport({ rows, seed: Number(values.seed), transactions, messages });
say("expected, by SQL over the export", await expectedOf(folder, transactions, messages));
const product = await runProduct(ROOT, join(folder, "data"), await freePort());
try {
  const env = { VOYGENT_URL: product.baseUrl, VOYGENT_KEY: product.adminToken };
  const args = [transactions, messages];
  const database = await openDatabase(join(folder, "data"));
  const storedOf = (sql: string) => database.prepare(sql).get();
  const report = async (name: string, killAfterMs: number | null) => {
    const before = Number(storedOf(STORED)?.["interactions"] ?? 0);
    const { memoryMib, ...run } = await runImporter(args, env, killAfterMs);
    const perSecond = (2 * (Number(storedOf(STORED)?.["interactions"] ?? 0) - before)) / run.seconds;
    const memory = memoryMib.filter((_, second) => second % Math.ceil(memoryMib.length / 12) === 0);
    say(name, { ...run, newRowsPerSecond: Math.round(perSecond), memoryMib: memory, mostMib: Math.max(...memoryMib) });
  };
  // Half as long as all of it takes at the rate that is asked for, which is 10,000 rows a second.
  if (!values.uninterrupted) await report("killed", Math.max(rows / 20, 8000));
  await report(values.uninterrupted ? "whole" : "resumed", null);
  say("stored", storedOf(STORED));
  say("rolled up", storedOf(ROLLED_UP));
  await report("again", null);
  say("stored after the second import", storedOf(STORED));
  database.close();
} finally {
  await product.end();
  await rm(folder, { recursive: true, force: true });
}
