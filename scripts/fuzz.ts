import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { freePort } from "../tests/bench/free-port.ts";
import { runProduct } from "../tests/bench/run-product.ts";
import { type Finding, type FuzzCounts, intakesNamed, runFuzz } from "../tests/fuzz/run-fuzz.ts";
import { openDatabase } from "../tests/soak/open-database.ts";

const ROOT = join(import.meta.dirname, "..");
const HANG_MS = 1_000;
const SHOWN_PER_INTAKE = 3;
const SHOWN_BYTES = 2_000;

const HELP = `Sends generated malformed requests to a product of its own and compares what is stored with the answers.

  npm run fuzz -- [--seed N] [--only INTAKE]… [--count N] [--first N]

  --seed N      the same seed makes the same requests (default: another one each time)
  --only NAME   one intake, may be repeated (default: all)
  --count N     requests per intake (default 10000)
  --first N     index of the first request; with --count 1 it sends one again`;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    only: { type: "string", multiple: true, default: [] },
    count: { type: "string", default: "10000" },
    first: { type: "string", default: "0" },
    help: { type: "boolean", short: "h", default: false },
  },
});

function printCounts({ intake, byStatus, slowestMs }: FuzzCounts): void {
  const statuses = Object.entries(byStatus).map(([status, count]) => `${status}: ${count}`);
  console.log(`${intake.padEnd(20)} ${statuses.join("  ").padEnd(70)} slowest ${Math.round(slowestMs)} ms`);
}

function printFinding({ detail, request }: Finding): void {
  console.log(`\n✗ ${detail}`);
  if (request === null) return;
  const { intake, index, path, headers, body, isCutOff } = request;
  console.log(`  npm run fuzz -- --seed ${values.seed} --only ${intake} --first ${index} --count 1`);
  console.log(`  POST ${path}${isCutOff ? " (cut off)" : ""} ${JSON.stringify({ ...headers, authorization: "…" })}`);
  const isText = headers["content-encoding"] !== "gzip" && headers["content-type"] !== "application/x-protobuf";
  console.log(`  ${body.subarray(0, SHOWN_BYTES).toString(isText ? "utf8" : "base64")}`);
}

async function main(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "voygent-fuzz-"));
  const dataFolder = join(folder, "data");
  const intakes = intakesNamed(values.only);
  const product = await runProduct(ROOT, dataFolder, await freePort());
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void product.end().finally(() => process.exit(1)));
  }
  try {
    console.log(`Seed ${values.seed}, ${values.count} requests for each of ${intakes.length} intakes\n`);
    const database = await openDatabase(dataFolder);
    const { baseUrl, adminToken, logFile } = product;
    const [seed, first, count] = [Number(values.seed), Number(values.first), Number(values.count)];
    const options = { baseUrl, adminToken, logFile, database, seed, intakes, first, count, hangMs: HANG_MS };
    const { findings } = await runFuzz(options, printCounts);
    const byIntake = Object.values(Object.groupBy(findings, ({ request }) => request?.intake ?? "database"));
    for (const some of byIntake) for (const finding of some.slice(0, SHOWN_PER_INTAKE)) printFinding(finding);
    console.log(`\n${findings.length} findings`);
    return findings.length === 0;
  } finally {
    await product.end();
    await rm(folder, { recursive: true, force: true });
  }
}

if (values.help) console.log(HELP);
else process.exitCode = (await main()) ? 0 : 1;
