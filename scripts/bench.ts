import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";

import { type Figure, toTable } from "../tests/bench/figure.ts";
import { freePort } from "../tests/bench/free-port.ts";
import { measureFirstPage } from "../tests/bench/measure-first-page.ts";
import { measureLibreChat } from "../tests/bench/measure-librechat.ts";
import { measurePricing } from "../tests/bench/measure-pricing.ts";
import { measureQueries } from "../tests/bench/measure-queries.ts";
import { measureWrites } from "../tests/bench/measure-writes.ts";
import { runBareWorker } from "../tests/bench/run-bare-worker.ts";
import type { RunningProcess } from "../tests/bench/run-process.ts";
import { runProduct } from "../tests/bench/run-product.ts";
import { loadDemo } from "./demo/load-demo.ts";

const ROOT = join(import.meta.dirname, "..");

const DEMO_TARGET_SECONDS = 120;

/** One part of the measurements: where its files go, and what it runs, which is ended after all. */
type Part = (folder: string, running: RunningProcess[]) => AsyncGenerator<Figure[]>;

async function* librechat(folder: string): AsyncGenerator<Figure[]> {
  console.log("Measuring LibreChat's calls with and without the plugin…");
  yield await measureLibreChat(ROOT, folder);
}

async function* pricing(folder: string): AsyncGenerator<Figure[]> {
  console.log("Measuring pricing by a book of all models…");
  yield await measurePricing(ROOT, folder);
}

const writes: Part = async function* (folder, running) {
  const product = await runProduct(ROOT, join(folder, "product"), await freePort());
  running.push(product);
  const bare = await runBareWorker(ROOT, join(folder, "bare"), await freePort());
  running.push(bare);
  console.log("Measuring writes, product and bare Worker in turns…");
  yield await measureWrites(product, bare, folder);
  await Promise.all([product.end(), bare.end()]);
};

const queries: Part = async function* (folder, running) {
  const demo = await runProduct(ROOT, join(folder, "demo"), await freePort());
  running.push(demo);
  console.log("Loading the sample year…");
  const { interactions, seconds } = await loadDemo({ baseUrl: demo.baseUrl, adminToken: demo.adminToken });
  const isReached = seconds <= DEMO_TARGET_SECONDS;
  yield [
    { name: "loading the sample year", unit: "s", product: seconds, target: `≤ ${DEMO_TARGET_SECONDS}`, isReached },
    { name: "loading the sample year", unit: "events/s", product: interactions / seconds },
  ];
  console.log("Measuring queries in six time zones…");
  yield await measureQueries(demo);
  console.log("Measuring the first page in Chromium…");
  yield await measureFirstPage(demo);
};

const PARTS = new Map<string, Part>(Object.entries({ librechat, pricing, writes, queries }));

/** `npm run bench -- writes` measures that part alone; without a name it measures all. */
function partsNamed(names: string[]): Part[] {
  if (names.length === 0) return [...PARTS.values()];
  return names.map((name) => {
    const part = PARTS.get(name);
    if (part === undefined)
      throw new Error(`\`npm run bench\` takes ${[...PARTS.keys()].join(", ")}, and not \`${name}\`.`);
    return part;
  });
}

const parts = partsNamed(process.argv.slice(2));
const folder = await mkdtemp(join(tmpdir(), "voygent-bench-"));
const running: RunningProcess[] = [];

async function cleanUp(): Promise<void> {
  await Promise.all(running.map((program) => program.end()));
  await rm(folder, { recursive: true, force: true });
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void cleanUp().finally(() => process.exit(1)));
}
try {
  const figures: Figure[] = [];
  for (const part of parts) {
    for await (const measured of part(folder, running)) {
      figures.push(...measured);
      for (const figure of measured) console.log(JSON.stringify(figure));
    }
  }
  console.log(`\nNode ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}\n`);
  console.log(toTable(figures));
} finally {
  await cleanUp();
}
