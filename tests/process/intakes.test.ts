import { mkdtemp, rm } from "node:fs/promises";
import type { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";

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
