import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { afterAll, beforeAll, describe, it } from "vitest";

import { writeLibreChatExport } from "../bench/librechat-export.ts";
import { ROOT } from "../process/product.ts";
import { useStartedProduct } from "./started-product.ts";

const CLI = join(ROOT, "apps/librechat/bin/voygent-librechat.mjs");

/** More than two requests take, so that an end in the middle leaves some of it. */
const ROWS = 5000;

const product = useStartedProduct();

let folder = "";
const fileOf = (name: string) => join(folder, `${name}.ndjson`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "voygent-librechat-export-"));
  await writeLibreChatExport({
    rows: ROWS,
    seed: 11,
    transactions: fileOf("transactions"),
    messages: fileOf("messages"),
  });
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs the importer to its end, or kills it once `isEnough`. */
async function runImporter(source: string, isEnough: () => boolean = () => false) {
  const { url, key } = product();
  const flags = ["--json", "--source", source, "--state", join(folder, source)];
  const child = spawn(process.execPath, [CLI, "import", ...flags, fileOf("transactions"), fileOf("messages")], {
    env: { ...process.env, VOYGENT_URL: url, VOYGENT_KEY: key },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString("utf8");
  });
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString("utf8");
  });
  const closed = new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  while (child.exitCode === null && !isEnough()) await wait(20);
  child.kill("SIGKILL");
  const exitCode = await closed;
  const summary: { interactions: number; sent: object } | null = output === "" ? null : JSON.parse(output);
  return { exitCode, errors, summary };
}

const storedOf = (source: string) =>
  product().query(
    `SELECT count(*) AS interactions, sum(usage->>'$.tokens.input') AS input, sum(usage->>'$.tokens.output') AS output,
      sum(usage->>'$.tokens.cache_read') AS cache_read, round(sum(metadata->>'$.librechat_cost_usd'), 6) AS usd
      FROM interactions WHERE source = ?1`,
    source,
  )[0];

const readLines = async (name: string) => (await readFile(fileOf(name), "utf8")).trim().split("\n");

/** What the export holds, added up line by line. */
async function expectedTotals() {
  const totals = { interactions: 0, input: 0, output: 0, cache_read: 0, usd: 0 };
  for (const line of await readLines("transactions")) {
    const row: { tokenType: string; rawAmount: number; readTokens?: number; tokenValue: number } = JSON.parse(line);
    if (row.tokenType === "prompt") {
      totals.interactions += 1;
      totals.input -= row.rawAmount;
    } else {
      totals.output -= row.rawAmount;
    }
    totals.cache_read -= row.readTokens ?? 0;
    totals.usd -= row.tokenValue / 1e6;
  }
  for (const line of await readLines("messages")) {
    const message: { isCreatedByUser: boolean; unfinished?: boolean; error?: boolean } = JSON.parse(line);
    // Stopped and failed answers have no transactions here.
    if (!message.isCreatedByUser && (message.unfinished === true || message.error === true)) totals.interactions += 1;
  }
  return { ...totals, usd: Number(totals.usd.toFixed(6)) };
}

describe("voygent-librechat import", () => {
  it("brings in what the export holds, to the token, and again nothing", async ({ expect }) => {
    const expected = await expectedTotals();
    const { exitCode, errors, summary } = await runImporter("whole");
    expect([exitCode, summary?.sent], errors).toMatchObject([0, { recorded: expected.interactions, rejected: 0 }]);
    expect(storedOf("whole")).toEqual(expected);
    const again = await runImporter("whole");
    expect(again.summary?.sent).toMatchObject({ recorded: 0, already_there: expected.interactions, differing: 0 });
    expect(storedOf("whole")).toEqual(expected);
  });

  it("goes on after a kill, to the same database", async ({ expect }) => {
    const isStarted = () => Number(storedOf("killed")?.["interactions"]) > 0;
    const killed = await runImporter("killed", isStarted);
    expect(killed.exitCode).toBeNull();
    const { exitCode, errors, summary } = await runImporter("killed");
    expect([exitCode, summary?.sent], errors).toMatchObject([0, { differing: 0, rejected: 0 }]);
    expect(storedOf("killed")).toEqual(storedOf("whole"));
  });
});
