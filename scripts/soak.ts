import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";

import { freePort } from "../tests/bench/free-port.ts";
import { compareAcknowledged } from "../tests/soak/compare-acknowledged.ts";
import { KillableProduct } from "../tests/soak/killable-product.ts";
import { describeMemory, type MemorySample } from "../tests/soak/memory.ts";
import { openDatabase } from "../tests/soak/open-database.ts";
import type { Target } from "../tests/soak/send-until-acknowledged.ts";
import { emptyTally, runLoad, type SoakTally } from "../tests/soak/soak-load.ts";
import { createRandom } from "./demo/create-random.ts";

const ROOT = join(import.meta.dirname, "..");
const LOAD_PART = 0.7;
const WARM_UP_MS = 5_000;
const MEASURE_MS = 15_000;
const SAMPLE_MS = 10_000;

const HELP = `Sends events of every intake to a product of its own, kills it again and again, and compares what is stored with what
was acknowledged.

  npm run soak -- [--minutes N] [--kill-every N] [--rate N] [--seed N]

  --minutes N      how long (default 10)
  --kill-every N   minutes between two SIGKILLs of all its processes (default 2)
  --rate N         events per second (default: 70 % of what it is measured to take)
  --seed N         the same seed makes the same events`;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    "kill-every": { type: "string", default: "2" },
    rate: { type: "string" },
    seed: { type: "string", default: "1" },
    help: { type: "boolean", short: "h", default: false },
  },
});

const random = createRandom(Number(values.seed));

/** Events per second that the product takes when nobody holds back. */
async function measureLimit(target: Target, tally: SoakTally): Promise<number> {
  const everything = { random, eventsPerSecond: Number.MAX_SAFE_INTEGER };
  await runLoad(target, { ...everything, untilMs: performance.now() + WARM_UP_MS }, tally);
  const [before, startedAtMs] = [tally.acknowledged.size, performance.now()];
  await runLoad(target, { ...everything, untilMs: startedAtMs + MEASURE_MS }, tally);
  return ((tally.acknowledged.size - before) * 1000) / (performance.now() - startedAtMs);
}

/** Kills and restarts the product until the time is over; gives back how often. */
async function killAgainAndAgain(product: KillableProduct, untilMs: number): Promise<number> {
  const everyMs = Number(values["kill-every"]) * 60_000;
  let kills = 0;
  for (;;) {
    if (performance.now() + everyMs >= untilMs) return kills;
    await sleep(everyMs);
    await product.kill();
    kills += 1;
    console.log(`        SIGKILL ${kills}`);
    const killedAtMs = performance.now();
    await product.start();
    console.log(`        back after ${((performance.now() - killedAtMs) / 1000).toFixed(1)} s`);
  }
}

async function watch(product: KillableProduct, tally: SoakTally, isOver: () => boolean): Promise<MemorySample[]> {
  const samples: MemorySample[] = [];
  const startedAtMs = performance.now();
  while (!isOver()) {
    await sleep(SAMPLE_MS, undefined, { ref: false });
    const now = await product.memory();
    const seconds = Math.round((performance.now() - startedAtMs) / 1000);
    samples.push(...now);
    const sizes = now.map(({ bytes }) => Math.round(bytes / 1024 / 1024)).toSorted((left, right) => right - left);
    const memory = sizes.length === 0 ? "not running" : `${sizes.join(" and ")} MiB`;
    console.log(
      `${String(seconds).padStart(5)} s  ${String(tally.acknowledged.size).padStart(9)} events  workerd ${memory}`,
    );
  }
  return samples;
}

async function soak(product: KillableProduct, dataFolder: string): Promise<string[]> {
  const { baseUrl, adminToken } = await product.start();
  const target = { baseUrl, key: adminToken };
  const tally = emptyTally();
  const limit = values.rate === undefined ? await measureLimit(target, tally) : Number(values.rate) / LOAD_PART;
  const eventsPerSecond = limit * LOAD_PART;
  console.log(
    `Limit ${limit.toFixed(0)} events/s; going on at ${eventsPerSecond.toFixed(0)} for ${values.minutes} minutes`,
  );
  const untilMs = performance.now() + Number(values.minutes) * 60_000;
  let isOver = false;
  const watching = watch(product, tally, () => isOver);
  const [kills] = await Promise.all([
    killAgainAndAgain(product, untilMs),
    runLoad(target, { random, eventsPerSecond, untilMs }, tally),
  ]);
  isOver = true;
  console.log(`\n${describeMemory(await watching)}`);
  await product.end();
  const { acknowledged, requests, duplicates, retries } = tally;
  console.log(`${acknowledged.size} events acknowledged in ${requests} requests; ${kills} kills, ${retries} retries`);
  console.log(`${duplicates} events were sent again after they were acknowledged`);
  return [...tally.failures, ...compareAcknowledged(await openDatabase(dataFolder), tally)];
}

async function main(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "voygent-soak-"));
  const dataFolder = join(folder, "data");
  const product = new KillableProduct(ROOT, dataFolder, await freePort());
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void product.kill().finally(() => process.exit(1)));
  }
  try {
    const findings = await soak(product, dataFolder);
    for (const finding of findings.slice(0, 20)) console.log(`✗ ${finding}`);
    console.log(
      findings.length === 0 ? "Nothing lost, nothing doubled, all totals right." : `${findings.length} findings`,
    );
    return findings.length === 0;
  } finally {
    await product.end();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

if (values.help) console.log(HELP);
else process.exitCode = (await main()) ? 0 : 1;
