import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

import { normalizeTokens } from "../../packages/cost/src/normalize-tokens.ts";
import { parsePriceBook } from "../../packages/cost/src/parse-price-book.ts";
import { priceUsage } from "../../packages/cost/src/price-usage.ts";
import { bundleOptions } from "../stack/setup/bundle-workers.ts";
import type { Figure } from "./figure.ts";
import { fullPriceBook } from "./full-price-book.ts";
import { median } from "./statistics.ts";

const TARGET_PER_SECOND = 200_000;
const TARGET_COLD_MS = 30;
const TARGET_BUNDLE_KIB = 250;
const TARGET_BOOK_KIB = 1_024;
const BYTES_PER_KIB = 1_024;

const MICROSECONDS_PER_SECOND = 1_000_000;

const ROUNDS = 5;
const CALLS_PER_ROUND = 200_000;

const CALLS = [
  { provider: "openai", model: "gpt-4o-mini" },
  { provider: "anthropic", model: "claude-sonnet-4-5-20250929" },
  { provider: "google", model: "gemini-2.5-pro" },
  { provider: "host-7", model: "vendor/model-7-instruct" },
];

/** Counts as they come in: they are normalised, resolved and priced, as for an event. */
function priceMany(book: ReturnType<typeof parsePriceBook>, calls: number): number {
  const atMs = Date.now();
  let sum = 0;
  for (let index = 0; index < calls; index += 1) {
    const { provider, model } = CALLS[index % CALLS.length] ?? { provider: "", model: "" };
    const counts = { input: 1_000 + (index % 500), output: 200, cache_read: 300, reasoning: 20 };
    const { tokens } = normalizeTokens(counts, { usage: "inclusive", reasoning: "included" });
    const priced = priceUsage(book, {
      provider,
      model,
      serviceTier: "",
      type: "chat",
      atMs,
      tokens,
      isCounted: true,
      units: { web_searches: 0, requests: 0 },
      resources: { rowsRead: 10, rowsWritten: 2, apiCalls: 1, cpuMs: 5 },
      reportedCostNanoUsd: null,
    });
    sum += priced.aiTokensCostNanoUsd ?? 0;
  }
  return sum;
}

/** Per second of CPU time, so that what else runs on the machine plays a lesser part. */
function pricedPerSecond(text: string): number {
  const book = parsePriceBook(text);
  priceMany(book, CALLS_PER_ROUND);
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    priceMany(book, CALLS_PER_ROUND);
    const { user, system } = process.cpuUsage(before);
    return (CALLS_PER_ROUND * MICROSECONDS_PER_SECOND) / (user + system);
  });
  return median(rounds);
}

/** CPU time of a fresh process until it has priced once: its code is run, the book parsed. Its reading of the file is left out. */
async function firstPriceMs(text: string, folder: string): Promise<number> {
  const [bookPath, bundle] = [join(folder, "price-book.txt"), join(folder, "first-price.mjs")];
  await writeFile(bookPath, text);
  await build({
    entryPoints: [join(import.meta.dirname, "first-price.ts")],
    outfile: bundle,
    bundle: true,
    format: "esm",
    platform: "node",
    banner: { js: "const startedCpu = process.cpuUsage();" },
  });
  const samples: number[] = [];
  for (const { provider, model } of CALLS) {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { stdout } = await promisify(execFile)(process.execPath, [bundle, bookPath, provider, model]);
      samples.push(Number(stdout));
    }
  }
  return Math.max(...CALLS.map((_, index) => median(samples.slice(index * ROUNDS, (index + 1) * ROUNDS))));
}

async function trackerKib(root: string): Promise<number> {
  const { outputFiles } = await build({ ...bundleOptions(root, "tracker"), write: false });
  return outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents).length, 0) / BYTES_PER_KIB;
}

/** Pricing by a book of all models, warm and in a fresh process, and the sizes that a cold isolate has to load. */
export async function measurePricing(root: string, folder: string): Promise<Figure[]> {
  const text = await fullPriceBook();
  const warm = pricedPerSecond(text);
  const coldMs = await firstPriceMs(text, folder);
  const bundleKib = await trackerKib(root);
  const bookKib = Buffer.byteLength(text) / BYTES_PER_KIB;
  return [
    {
      name: "pricing, normalising included",
      unit: "/s",
      product: warm,
      target: `≥ ${TARGET_PER_SECOND}`,
      isReached: warm >= TARGET_PER_SECOND,
    },
    {
      name: "first price of a fresh process",
      unit: "ms",
      product: coldMs,
      target: `≤ ${TARGET_COLD_MS}`,
      isReached: coldMs <= TARGET_COLD_MS,
    },
    {
      name: "tracker bundle, gzip",
      unit: "KiB",
      product: bundleKib,
      target: `≤ ${TARGET_BUNDLE_KIB}`,
      isReached: bundleKib <= TARGET_BUNDLE_KIB,
    },
    {
      name: "price book of all models",
      unit: "KiB",
      product: bookKib,
      target: `≤ ${TARGET_BOOK_KIB}`,
      isReached: bookKib <= TARGET_BOOK_KIB,
    },
  ];
}
