import { type BenchEvent, benchEvent } from "./bench-event.ts";
import { benchSpans } from "./bench-spans.ts";
import { workerdCpuMs } from "./cpu-time.ts";
import type { Figure } from "./figure.ts";
import { measureSqlite } from "./measure-sqlite.ts";
import { readLog } from "./read-log.ts";
import type { RunningProcess } from "./run-process.ts";
import type { RunningProduct } from "./run-product.ts";
import { median } from "./statistics.ts";

const ROUNDS = 6;
const WARM_UP = 40;
const SINGLES = 40;
const PARALLEL = { count: 160, concurrency: 16 };
const [SMALL, LARGE] = [100, 1000];

/** How batches of one kind are sent, and how many of them in a round. */
type Batches = { kind: string; path: string; size: number; count: number; bodyOf: (events: BenchEvent[]) => object };

const native = (size: number, count: number): Batches => ({
  kind: `batch${size}`,
  path: "/track/batch",
  size,
  count,
  bodyOf: (interactions) => ({ interactions }),
});
const otlp = (size: number, count: number): Batches => ({
  ...native(size, count),
  kind: `otlp${size}`,
  path: "/v1/traces",
  bodyOf: benchSpans,
});

const NATIVE = [native(SMALL, 20), native(LARGE, 6)];
const OTLP = [otlp(SMALL, 20), otlp(LARGE, 6)];
const BATCHES = [...NATIVE, ...OTLP];

/** What one side took in all rounds: ms of single requests, events per second, and ms of CPU per event, by kind. */
type Samples = {
  single: number[];
  parallel: number[];
  parallelPerSecond: number[];
  perSecond: Map<string, number[]>;
  cpuMs: Map<string, number[]>;
};

type Side = {
  name: string;
  process: RunningProcess;
  headers: Record<string, string>;
  batches: Batches[];
  samples: Samples;
};

const sideOf = (name: string, process: RunningProcess, headers: Record<string, string>, batches: Batches[]): Side => ({
  name,
  process,
  headers,
  batches,
  samples: { single: [], parallel: [], parallelPerSecond: [], perSecond: new Map(), cpuMs: new Map() },
});

let requests = 0;

/** Sends one body and gives back the milliseconds until the whole answer was there. */
async function post(side: Side, kind: string, path: string, body: unknown): Promise<number> {
  requests += 1;
  const startedAtMs = performance.now();
  const response = await fetch(new URL(path, side.process.baseUrl), {
    method: "POST",
    headers: { ...side.headers, "content-type": "application/json", "x-request-id": `bench-${kind}-${requests}` },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${side.name} ${path}: HTTP ${response.status} ${text.slice(0, 300)}`);
  return performance.now() - startedAtMs;
}

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

function add(samples: Map<string, number[]>, kind: string, sample: number): void {
  samples.set(kind, [...(samples.get(kind) ?? []), sample]);
}

async function sendBatches(side: Side, { kind, path, size, count, bodyOf }: Batches): Promise<void> {
  const bodies = Array.from({ length: count }, () => bodyOf(Array.from({ length: size }, () => benchEvent())));
  const cpuBeforeMs = workerdCpuMs(side.process.pid);
  const startedAtMs = performance.now();
  for (const body of bodies) await post(side, kind, path, body);
  const events = size * count;
  add(side.samples.perSecond, kind, (events * 1000) / (performance.now() - startedAtMs));
  const cpuAfterMs = workerdCpuMs(side.process.pid);
  if (cpuBeforeMs !== null && cpuAfterMs !== null) add(side.samples.cpuMs, kind, (cpuAfterMs - cpuBeforeMs) / events);
}

async function runRound(side: Side): Promise<void> {
  const { samples } = side;
  for (let index = 0; index < SINGLES; index += 1) {
    samples.single.push(await post(side, "single", "/track/interaction", benchEvent()));
  }
  const { count, concurrency } = PARALLEL;
  const parallelMs = await inParallel(count, concurrency, async () => {
    samples.parallel.push(await post(side, "parallel", "/track/interaction", benchEvent()));
  });
  samples.parallelPerSecond.push((count * 1000) / parallelMs);
  for (const batches of side.batches) await sendBatches(side, batches);
}

/** Until the runtime has compiled what is busy, so that the rounds measure a Worker that has been up for a while. */
async function warmUp(side: Side): Promise<void> {
  for (let index = 0; index < WARM_UP; index += 1) await post(side, "warm", "/track/interaction", benchEvent());
  for (const batches of side.batches) await sendBatches(side, { ...batches, kind: `warm-${batches.kind}` });
}

function compare(name: string, unit: string, { product, bare }: { product: number; bare: number }) {
  return { name, unit, product, bare, ratio: product / bare };
}

async function rowsWritten(product: RunningProduct, kind: string, events: number): Promise<number> {
  const lines = await readLog(product.logFile, "tracker", `bench-${kind}-`);
  return median(lines.map((line) => (line.rows_written ?? Number.NaN) / events));
}

/** Batches of the product against those of the bare Worker, both of the same bodies. */
function batchFigures(ours: Samples, theirs: Samples): Figure[] {
  const figureOf = (name: string, { kind }: Batches, leastRatio: number): Figure => {
    const figure = compare(name, "events/s", {
      product: median(ours.perSecond.get(kind) ?? []),
      bare: median(theirs.perSecond.get(kind) ?? []),
    });
    return { ...figure, target: `ratio ≥ ${leastRatio}`, isReached: figure.ratio >= leastRatio };
  };
  return [
    ...NATIVE.map((batches) => figureOf(`batches of ${batches.size}`, batches, 0.6)),
    ...OTLP.map((batches) => figureOf(`OTLP JSON, batches of ${batches.size}`, batches, 0.4)),
  ];
}

function cpuFigures(ours: Samples, theirs: Samples): Figure[] {
  return BATCHES.filter(({ size }) => size === SMALL).map(({ kind }) => {
    const product = median(ours.cpuMs.get(kind) ?? []);
    const bare = median(theirs.cpuMs.get(kind) ?? []);
    const figure = { name: `CPU of the runtime, ${kind}`, unit: "ms/event", product, bare };
    if (!kind.startsWith("otlp") || Number.isNaN(product)) return figure;
    return { ...figure, target: "bare + 0.1", isReached: product - bare <= 0.1 };
  });
}

/** Single events one after another and 16 at a time, and batches, native and as spans: product and bare Worker in turns. */
export async function measureWrites(product: RunningProduct, bare: RunningProcess, folder: string): Promise<Figure[]> {
  const ours = sideOf("product", product, { authorization: `Bearer ${product.adminToken}` }, BATCHES);
  const theirs = sideOf("bare Worker", bare, {}, BATCHES);
  for (const side of [ours, theirs]) await warmUp(side);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const side of round % 2 === 0 ? [ours, theirs] : [theirs, ours]) await runRound(side);
  }
  const sqlite = measureSqlite(folder, SMALL);
  const both = (pick: (samples: Samples) => number[]) => ({
    product: median(pick(ours.samples)),
    bare: median(pick(theirs.samples)),
  });
  const single = compare(
    "one event, p50",
    "ms",
    both(({ single: samples }) => samples),
  );
  const perSingle = await rowsWritten(product, "single", 1);
  const perBatched = await rowsWritten(product, `batch${SMALL}`, SMALL);
  return [
    { ...single, sqlite: sqlite.singleMs, target: "ratio ≤ 1.6", isReached: single.ratio <= 1.6 },
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
    ...batchFigures(ours.samples, theirs.samples),
    { name: "plain SQLite, batches of 100", unit: "events/s", product: sqlite.batchPerSecond },
    ...cpuFigures(ours.samples, theirs.samples),
    { name: "rows written, one event", unit: "rows", product: perSingle, target: "≤ 6", isReached: perSingle <= 6 },
    {
      name: "rows written, batches of 100",
      unit: "rows/event",
      product: perBatched,
      target: "≤ 4",
      isReached: perBatched <= 4,
    },
  ];
}
