import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { inject, onTestFinished } from "vitest";

export const ROOT = join(import.meta.dirname, "../..");

/** A folder of its own for one test's data, removed when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "voygent-process-"));
  onTestFinished(async () => {
    for (const { pid } of await processesOf(folder)) tryKill(pid, "SIGKILL");
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return folder;
}

/** Puts a migrated database without rows into a data folder, where a start would have to make it first. */
export async function addMigratedDatabase(folder: string): Promise<void> {
  await cp(inject("migratedState"), join(folder, "state"), { recursive: true });
}

/** A folder of its own for the data of one test that is not about the first start. */
export async function migratedFolder(): Promise<string> {
  const folder = await temporaryFolder();
  await addMigratedDatabase(folder);
  return folder;
}

/** Below the ports that systems give to outgoing connections; each process of a test run searches ports of its own. */
const PORTS_PER_PROCESS = 1_000;
const firstPort = 20_000 + PORTS_PER_PROCESS * (Number(process.env["VITEST_POOL_ID"] ?? 0) % 10);
let portsTried = randomInt(PORTS_PER_PROCESS);

async function canListen(port: number): Promise<boolean> {
  const server = createServer();
  const isListening = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => resolve(true));
  });
  if (isListening) await new Promise((resolve) => server.close(resolve));
  return isListening;
}

/** A port of 127.0.0.1 on which nothing listens and that no other test file of this run gets. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORTS_PER_PROCESS; tries += 1) {
    portsTried += 1;
    const port = firstPort + (portsTried % PORTS_PER_PROCESS);
    if (await canListen(port)) return port;
  }
  throw new Error(`there is no free port from ${firstPort} on`);
}

export function tryKill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}

/** What the product's processes carry in their environment, so that a test finds all of its own. */
const MARK = "VOYGENT_TEST_FOLDER";

/** The processes that were started for this data folder, at whatever depth. */
export async function processesOf(folder: string): Promise<{ pid: number; commandLine: string }[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (name) => {
      const environment = await readFile(`/proc/${name}/environ`, "utf8").catch(() => "");
      if (!environment.split("\0").includes(`${MARK}=${folder}`)) return [];
      const commandLine = await readFile(`/proc/${name}/cmdline`, "utf8").catch(() => "");
      return [{ pid: Number(name), commandLine: commandLine.replaceAll("\0", " ") }];
    }),
  );
  return found.flat();
}

/** Waits until no process of this folder is left, for at most 10 seconds; gives back what is left. */
export async function remainingProcesses(folder: string): Promise<string[]> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const left = await processesOf(folder);
    if (left.length === 0 || Date.now() > deadline) return left.map(({ commandLine }) => commandLine);
    await sleep(50);
  }
}

/** One `npm start`: what it printed so far, and its end. */
export type Product = {
  npm: ChildProcess;
  port: number;
  output: () => string;
  /** Resolves with the exit code when npm has ended. */
  ended: Promise<number | null>;
  ready: () => Promise<void>;
};

type StartInput = { folder: string; port: number; flags?: string[]; env?: Record<string, string> };

/** Nobody answers there: a test reads no price list but the one that it names. */
const NOWHERE = "http://127.0.0.1:9/none";
const NO_PRICE_LISTS = {
  PRICING_SOURCE_GENAI_PRICES_URL: NOWHERE,
  PRICING_SOURCE_LITELLM_URL: NOWHERE,
  PRICING_SOURCE_OPENROUTER_URL: NOWHERE,
  PRICING_SOURCE_LLM_PRICES_URL: NOWHERE,
};

/** Runs `npm start` on this data folder and port, as a user would. */
export function startProduct({ folder, port, flags = [], env = {} }: StartInput): Product {
  const npm = spawn("npm", ["start", "--", "--port", String(port), "--data", folder, ...flags], {
    cwd: ROOT,
    env: { ...process.env, ...NO_PRICE_LISTS, ...env, [MARK]: folder },
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own, as a terminal gives to each command.
    detached: true,
  });
  let text = "";
  for (const stream of [npm.stdout, npm.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    npm.once("close", resolve);
  });
  let hasEnded = false;
  void ended.finally(() => {
    hasEnded = true;
  });
  const ready = async () => {
    const deadline = Date.now() + 150_000;
    while (!text.includes(`\nready http://localhost:${port}`)) {
      if (hasEnded || Date.now() > deadline) throw new Error(`npm start did not get ready:\n${text}`);
      await sleep(50);
    }
  };
  return { npm, port, output: () => text, ended, ready };
}

/** Starts the product and waits for its ready line. */
export async function readyProduct(input: StartInput): Promise<Product> {
  const product = startProduct(input);
  await product.ready();
  return product;
}

/** The track key that the ready block shows. */
export function trackKeyOf(product: Product): string {
  const key = /^Track key\s+(\S+)$/m.exec(product.output())?.[1];
  if (key === undefined) throw new Error(`no track key in:\n${product.output()}`);
  return key;
}

/** The one of this folder's processes whose command line holds this text; never the shell that npm runs it by. */
export async function processNamed(folder: string, text: string): Promise<number> {
  const programs = (await processesOf(folder)).filter(({ commandLine }) => !commandLine.startsWith("sh -c"));
  const found = programs.find(({ commandLine }) => commandLine.includes(text));
  if (found === undefined) throw new Error(`no process \`${text}\` for ${folder}`);
  return found.pid;
}
