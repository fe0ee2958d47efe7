import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { CloudEvent, emitterFor, HTTP, httpTransport, Mode } from "cloudevents";
import { afterAll, beforeAll, it } from "vitest";

import { type RunningProduct, runProduct } from "../bench/run-product.ts";
import { runFuzz } from "../fuzz/run-fuzz.ts";
import { INTAKES } from "../fuzz/samples.ts";
import { openDatabase } from "../soak/open-database.ts";
import { addMigratedDatabase, freePort, ROOT } from "./product.ts";

const FUZZ = { seed: 20_260_304, first: 0, count: 40 };

/** How long a request may take on a machine that does other things as well; `npm run fuzz` is stricter. */
const HANG_MS = 10_000;

let folder: string;
let product: RunningProduct;
let database: DatabaseSync;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "voygent-intakes-"));
  const dataFolder = join(folder, "data");
  await addMigratedDatabase(dataFolder);
  product = await runProduct(ROOT, dataFolder, await freePort());
  database = await openDatabase(dataFolder);
}, 240_000);

afterAll(async () => {
  database.close();
  await product.end();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}, 30_000);

const callOf = (id: string) =>
  new CloudEvent({
    id,
    source: "/acme/summariser",
    type: "com.acme.llm.call",
    time: "2026-03-04T11:00:00.250Z",
    subject: "u-17",
    data: {
      session_id: "job-88",
      type: "chat",
      provider: "google",
      model: "gemini-2.5-pro",
      tokens: { input: 4000, output: 900, cache_read: 1000, reasoning: 350 },
    },
  });

it("nothing that is malformed is stored, answered as a fault of ours, or keeps anyone waiting", async ({ expect }) => {
  const { baseUrl, adminToken, logFile } = product;
  const options = { baseUrl, adminToken, logFile, database, intakes: INTAKES, ...FUZZ, hangMs: HANG_MS };
  const { findings } = await runFuzz(options, () => {});
  expect(findings.map(({ detail }) => detail)).toEqual([]);
});

it("CloudEvents of their own SDK in all three modes are stored once", async ({ expect }) => {
  const url = `${product.baseUrl}/v1/events`;
  const headers = { authorization: `Bearer ${product.adminToken}` };
  for (const mode of [Mode.STRUCTURED, Mode.BINARY]) {
    const emit = emitterFor(httpTransport(url), { binding: HTTP, mode });
    for (const id of [`sdk-${mode}`, "sdk-both"]) await emit(callOf(id), { headers });
  }
  const batch = await fetch(url, {
    method: "POST",
    headers: { ...headers, "content-type": "application/cloudevents-batch+json" },
    body: JSON.stringify(["sdk-batch", "sdk-both"].map(callOf)),
  });
  expect(await batch.json()).toMatchObject({ recorded: 1, duplicates: 1, rejected: 0 });

  const rows = database
    .prepare("SELECT id, user_id, usage ->> '$.tokens.output' AS output FROM interactions WHERE source = ? ORDER BY id")
    .all("/acme/summariser");
  const ids = ["sdk-batch", "sdk-binary", "sdk-both", "sdk-structured"];
  expect(rows).toEqual(ids.map((id) => ({ id, user_id: "u-17", output: 900 })));
});

/** Fetches one of the files for LibreChat, as its admin would. */
async function fetchForLibreChat(name: string): Promise<string> {
  const response = await fetch(new URL(`/librechat/${name}`, product.baseUrl));
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  const file = join(folder, name);
  await writeFile(file, await response.text());
  return file;
}

/** Runs Node outside of the repository, which none of its modules can be found from. */
const runNode = async (args: string[], env: Record<string, string> = {}) =>
  await promisify(execFile)(process.execPath, args, { cwd: folder, env: { PATH: process.env["PATH"], ...env } });

it("the installation hands out the importer, which imports into it", async ({ expect }) => {
  const importer = await fetchForLibreChat("cli.mjs");
  const row = {
    user: { $oid: "665f1c2ab3d4e5f607182931" },
    conversationId: "handed-out",
    model: "gpt-4o-mini",
    context: "message",
    createdAt: { $date: "2026-03-04T11:00:00Z" },
  };
  const transactions = [
    { ...row, _id: { $oid: "66a1b2c3d4e5f60718290a01" }, tokenType: "prompt", rawAmount: -120 },
    { ...row, _id: { $oid: "66a1b2c3d4e5f60718290a02" }, tokenType: "completion", rawAmount: -30 },
  ];
  await writeFile(
    join(folder, "transactions.ndjson"),
    transactions.map((each) => `${JSON.stringify(each)}\n`).join(""),
  );
  await writeFile(join(folder, "messages.ndjson"), "");
  const env = { VOYGENT_URL: product.baseUrl, VOYGENT_KEY: product.adminToken };
  await runNode([importer, "import", "transactions.ndjson", "messages.ndjson"], env);
  const rows = database
    .prepare(
      "SELECT id, usage ->> '$.tokens.input' AS input, usage ->> '$.tokens.output' AS output FROM interactions WHERE session_id = ?",
    )
    .all("handed-out");
  expect(rows).toEqual([{ id: "66a1b2c3d4e5f60718290a01", input: 120, output: 30 }]);
});

it("the installation hands out the file that LibreChat loads", async ({ expect }) => {
  const plugin = await fetchForLibreChat("register.cjs");
  const { stdout, stderr } = await runNode(["--require", plugin, "--print", "'up'"]);
  expect([stdout, stderr]).toEqual(["up\n", ""]);
});
