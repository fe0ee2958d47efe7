import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** A program under measurement: its process, where it listens, and how it is ended with everything that it started. */
export type RunningProcess = { pid: number; baseUrl: string; end(): Promise<void> };

type Program = { args: string[]; folder: string; env: Record<string, string>; baseUrl: string; readyPath: string };

const START_TIMEOUT_MS = 120_000;

async function isAnswering(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}

function signalGroup(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

async function endGroup(child: ChildProcess, hasEnded: () => boolean): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    if (hasEnded()) return;
    signalGroup(child, signal);
    for (let waited = 0; waited < 6000 && !hasEnded(); waited += 100) await sleep(100);
  }
}

/** Starts a Node program in its own process group and waits until its first page answers. */
export async function runProcess({ args, folder, env, baseUrl, readyPath }: Program): Promise<RunningProcess> {
  let output = "";
  let hasEnded = false;
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString("utf8")).slice(-4000);
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  child.once("exit", () => {
    hasEnded = true;
  });
  process.once("exit", () => {
    if (!hasEnded) signalGroup(child, "SIGKILL");
  });
  const end = () => endGroup(child, () => hasEnded);
  const deadlineMs = Date.now() + START_TIMEOUT_MS;
  while (!(await isAnswering(new URL(readyPath, baseUrl).href))) {
    if (hasEnded || Date.now() > deadlineMs) {
      await end();
      throw new Error(`${args.join(" ")} did not start:\n${output}`);
    }
    await sleep(200);
  }
  return { pid: child.pid ?? 0, baseUrl, end };
}
