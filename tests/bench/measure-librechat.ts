import { execFile, spawn } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import type { Figure } from "./figure.ts";
import type { LoadPlan, LoadResult } from "./librechat/load-result.ts";
import { type Behaviour, startStandIn } from "./librechat/stand-in-tracker.ts";
import { median, percentile } from "./statistics.ts";

const TARGET_ADDED_MS = 1;
const TARGET_ADDED_MIB = 50;
const BYTES_PER_MIB = 1_048_576;

/** Long enough that one garbage collection or a neighbour's hiccup is not a hundredth of the calls. */
const PLAN: LoadPlan = { turnsPerSecond: 100, warmUpMs: 3000, measureMs: 12_000 };

type Scenario = { name: string; behaviour: Behaviour; spool?: "empty" | "filled"; isDiskFull?: boolean };

const QUEUED = 100_000;

const SCENARIOS: Scenario[] = [
  { name: "all well", behaviour: "well" },
  { name: "tracker down", behaviour: "down" },
  { name: "tracker slow (30 s)", behaviour: "slow" },
  { name: "tracker answers 500", behaviour: 500 },
  { name: "tracker answers 401", behaviour: 401 },
  { name: "tracker answers 413", behaviour: 413 },
  { name: "tracker answers garbage", behaviour: "garbage" },
  { name: "tracker down, disk full", behaviour: "down", spool: "empty", isDiskFull: true },
  { name: "tracker down, 100,000 events queued", behaviour: "down", spool: "filled" },
  { name: "100,000 queued events being sent", behaviour: "well", spool: "filled" },
];

type Run = LoadResult & { logLines: number };

/** Files of at most 8 KiB (16 of 512 bytes): every write to the spool fails as on a full disk. */
const FULL_DISK = 'ulimit -f 16; exec "$0" "$@"';

/** Runs LibreChat's own methods in a process of their own, with the plugin when there are variables for it. */
async function run(
  root: string,
  folder: string,
  plugin?: { env: Record<string, string>; isDiskFull: boolean },
): Promise<Run> {
  const preload = plugin === undefined ? [] : ["--require", join(root, "apps/librechat/dist/register.cjs")];
  const program = join(root, "tests/bench/librechat/chat-load.ts");
  const args = [...preload, "--expose-gc", "--disable-warning=ExperimentalWarning", program, JSON.stringify(PLAN)];
  const env = { PATH: process.env["PATH"], LIBRECHAT_LOG_DIR: join(folder, "logs"), ...plugin?.env };
  const child =
    plugin?.isDiskFull === true
      ? spawn("sh", ["-c", FULL_DISK, process.execPath, ...args], { env })
      : spawn(process.execPath, args, { env });
  const texts = { output: "", log: "" };
  child.stdout.on("data", (chunk: Buffer) => (texts.output += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (texts.log += chunk.toString("utf8")));
  const endWithParent = () => void child.kill("SIGKILL");
  process.once("exit", endWithParent);
  await new Promise((resolve) => {
    child.once("close", resolve);
  });
  process.removeListener("exit", endWithParent);
  if (texts.output === "") throw new Error(`LibreChat's methods did not run:\n${texts.log}`);
  const result: LoadResult = JSON.parse(texts.output);
  return { ...result, logLines: texts.log.split("\n").filter((line) => line.startsWith("voygent")).length };
}

async function spoolOf(root: string, folder: string, kind: Scenario["spool"]): Promise<Record<string, string>> {
  if (kind === undefined) return {};
  const path = await mkdtemp(join(folder, "spool-"));
  const program = join(root, "tests/bench/librechat/fill-spool.ts");
  const flags = ["--conditions=@voygent/source", "--disable-warning=ExperimentalWarning"];
  if (kind === "filled") await promisify(execFile)(process.execPath, [...flags, program, path, String(QUEUED)]);
  return { VOYGENT_SPOOL_DIRECTORY: path };
}

async function runWithPlugin(root: string, folder: string, scenario: Scenario): Promise<Run> {
  const spool = await spoolOf(root, folder, scenario.spool);
  const tracker = await startStandIn(scenario.behaviour);
  try {
    const env = { VOYGENT_URL: tracker.url, VOYGENT_KEY: "vk_bench", VOYGENT_USER: "email", ...spool };
    return await run(root, folder, { env, isDiskFull: scenario.isDiskFull === true });
  } finally {
    tracker.end();
  }
}

function timeFigures({ name }: Scenario, withPlugin: Run, around: Run[]): Figure[] {
  const p99 = (runs: Run[]) =>
    percentile(
      runs.flatMap(({ samplesMs }) => samplesMs),
      0.99,
    );
  const [product, bare] = [p99([withPlugin]), p99(around)];
  const target = `≤ bare + ${TARGET_ADDED_MS}`;
  const delay = around.reduce((sum, { delayP99Ms }) => sum + delayP99Ms / around.length, 0);
  return [
    {
      name: `LibreChat's calls, p99: ${name}`,
      unit: "ms",
      product,
      bare,
      target,
      isReached: product <= bare + TARGET_ADDED_MS,
    },
    { name: `LibreChat's event loop, p99: ${name}`, unit: "ms", product: withPlugin.delayP99Ms, bare: delay },
  ];
}

/** Most of the garbage-collected heap, and the middle of RSS: how much Node takes from the system differs from run to run. */
function memoryFigures(withPlugin: Run[], without: Run[]): Figure[] {
  const heaps = (runs: Run[]) => runs.map(({ heapBytes }) => heapBytes / BYTES_PER_MIB);
  const rss = (runs: Run[]) => median(runs.map(({ rssBytes }) => rssBytes / BYTES_PER_MIB));
  const figures = [
    {
      name: "LibreChat's heap, most of all scenarios",
      product: Math.max(...heaps(withPlugin)),
      bare: median(heaps(without)),
    },
    { name: "LibreChat's RSS, median of the scenarios", product: rss(withPlugin), bare: rss(without) },
  ];
  return figures.map((figure) => ({
    ...figure,
    unit: "MiB",
    target: `≤ bare + ${TARGET_ADDED_MIB}`,
    isReached: figure.product <= figure.bare + TARGET_ADDED_MIB,
  }));
}

/**
 * The calls of LibreChat's published methods with the plugin, in each state of the tracker, between the same calls without it. Each
 * run is a process of its own under the same steady load; the driver's collection calls are replaced.
 */
export async function measureLibreChat(root: string, folder: string): Promise<Figure[]> {
  await promisify(execFile)(process.execPath, ["build.ts"], { cwd: join(root, "apps/librechat") });
  const without = [await run(root, folder)];
  const withPlugin: Run[] = [];
  const figures: Figure[] = [];
  for (const scenario of SCENARIOS) {
    const measured = await runWithPlugin(root, folder, scenario);
    withPlugin.push(measured);
    without.push(await run(root, folder));
    figures.push(...timeFigures(scenario, measured, without.slice(-2)));
  }
  const errors = withPlugin.reduce((sum, each) => sum + each.errors, 0);
  const logLines = Math.max(...withPlugin.map((each) => each.logLines));
  return [
    ...figures,
    ...memoryFigures(withPlugin, without),
    { name: "LibreChat's calls that failed", unit: "", product: errors, target: "0", isReached: errors === 0 },
    { name: "log lines within a minute, most", unit: "", product: logLines, target: "≤ 1", isReached: logLines <= 1 },
  ];
}
