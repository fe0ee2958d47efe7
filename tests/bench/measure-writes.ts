import { type BenchEvent, benchEvent } from "./bench-event.ts";
import type { Figure } from "./figure.ts";
import { measureSqlite } from "./measure-sqlite.ts";
import { readLog } from "./read-log.ts";
import type { RunningProcess } from "./run-process.ts";
import type { RunningProduct } from "./run-product.ts";
import { median } from "./statistics.ts";

const ROUNDS = 6;
const WARM_UP = 40;
const BATCH_SIZE = 100;

/** What one side took in all rounds: milliseconds of each request, and of the rounds of parallel requests. */
type Samples = { single: number[]; parallel: number[]; parallelPerSecond: number[]; batchPerSecond: number[] };

type Side = { name: string; baseUrl: string; headers: Record<string, string>; samples: Samples };

const sideOf = (name: string, baseUrl: string, headers: Record<string, string>): Side => ({
  name,
  baseUrl,
  headers,
  samples: { single: [], parallel: [], parallelPerSecond: [], batchPerSecond: [] },
});

let requests = 0;

/** Sends one body and gives back the milliseconds until the whole answer was there. */
async function post(side: Side, kind: string, path: string, body: unknown): Promise<number> {
  requests += 1;
  const startedAtMs = performance.now();
  const response = await fetch(new URL(path, side.baseUrl), {
    method: "POST",
    headers: { ...side.headers, "content-type": "application/json", "x-request-id": `bench-${kind}-${requests}` },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${side.name} ${path}: HTTP ${response.status} ${text.slice(0, 300)}`);
  return performance.now() - startedAtMs;
}

const batchOf = (): BenchEvent[] => Array.from({ length: BATCH_SIZE }, () => benchEvent("batch"));

async function inParallel(count: number, concurrency: number, work: () => Promise<void>): Promise<number> {
  const startedAtMs = performance.now();
  let left = count;
  const next = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, next));
  return performance.now() - startedAtMs;
}

async function runRound(side: Side): Promise<void> {
  const { samples } = side;
  for (let index = 0; index < 40; index += 1) {
    samples.single.push(await post(side, "single", "/track/interaction", benchEvent("single")));
  }
  const parallelMs = await inParallel(160, 16, async () => {
    samples.parallel.push(await post(side, "parallel", "/track/interaction", benchEvent("parallel")));
  });
  samples.parallelPerSecond.push(160_000 / parallelMs);
  const batchMs = await inParallel(20, 1, async () => {
    await post(side, "batch", "/track/batch", { interactions: batchOf() });
  });
  samples.batchPerSecond.push((20 * BATCH_SIZE * 1000) / batchMs);
}

function compare(name: string, unit: string, { product, bare }: { product: number; bare: number }) {
  return { name, unit, product, bare, ratio: product / bare };
}

async function rowsWritten(product: RunningProduct, kind: string, events: number): Promise<number> {
  const lines = await readLog(product.logFile, "tracker", `bench-${kind}-`);
  return median(lines.map((line) => (line.rows_written ?? Number.NaN) / events));
}

/** Single events one after another and 16 at a time, and batches of 100: product and bare Worker in turns. */
export async function measureWrites(product: RunningProduct, bare: RunningProcess, folder: string): Promise<Figure[]> {
  const ours = sideOf("product", product.baseUrl, { authorization: `Bearer ${product.adminToken}` });
  const theirs = sideOf("bare Worker", bare.baseUrl, {});
  for (const side of [ours, theirs]) {
    for (let index = 0; index < WARM_UP; index += 1) await post(side, "warm", "/track/interaction", benchEvent("warm"));
    await post(side, "warm", "/track/batch", { interactions: batchOf() });
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const side of round % 2 === 0 ? [ours, theirs] : [theirs, ours]) await runRound(side);
  }
  const sqlite = measureSqlite(folder, BATCH_SIZE);
  const both = (pick: (samples: Samples) => number[]) => ({
    product: median(pick(ours.samples)),
    bare: median(pick(theirs.samples)),
  });
  const single = compare(
    "one event, p50",
    "ms",
    both(({ single: samples }) => samples),
  );
  const batch = compare(
    "batches of 100",
    "events/s",
    both(({ batchPerSecond }) => batchPerSecond),
  );
  const perSingle = await rowsWritten(product, "single", 1);
  const perBatched = await rowsWritten(product, "batch", BATCH_SIZE);
  return [
    { ...single, sqlite: sqlite.singleMs, target: "ratio ≤ 2", isReached: single.ratio <= 2 },
    compare(
      "one event of 16 at a time, p50",
      "ms",
      both(({ parallel }) => parallel),
    ),
    compare(
      "16 at a time",
      "events/s",
      both(({ parallelPerSecond }) => parallelPerSecond),
    ),
    { ...batch, sqlite: sqlite.batchPerSecond, target: "ratio ≥ 0.5", isReached: batch.ratio >= 0.5 },
    { name: "rows written, one event", unit: "rows", product: perSingle, target: "≤ 7", isReached: perSingle <= 7 },
    {
      name: "rows written, batches of 100",
      unit: "rows/event",
      product: perBatched,
      target: "≤ 5",
      isReached: perBatched <= 5,
    },
  ];
}
