import { readFileSync, rmSync, writeFileSync } from "node:fs";

import { ImportError } from "./import-error.ts";

/** How long a process that was killed may take to be gone. */
const ENDING_MS = 2000;
const LOOK_MS = 50;

/** Where `state` and `starttime` stand in what Linux tells of a process, behind its name. */
const STATE_PLACE = 0;
const START_PLACE = 19;

const ENDED_STATES = new Set(["Z", "X"]);

const hasCode = (error: unknown, code: string) => error instanceof Error && "code" in error && error.code === code;

/** Whether a process has ended, and when it was started, in ticks of its system; null where the system does not tell. */
function readProcess(pid: number): { isEnded: boolean; start: string } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { isEnded: ENDED_STATES.has(fields[STATE_PLACE] ?? ""), start: fields[START_PLACE] ?? "" };
  } catch {
    return null;
  }
}

/** The number of a process and when it was started: numbers are given again. */
function nameOf(pid: number): string {
  return `${pid} ${readProcess(pid)?.start ?? ""}`.trim();
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

/** Whether another process has the lock; the process of a lock that was left behind has ended, or is another one. */
function isHeld(path: string): boolean {
  const [number = "", start = ""] = readFileSync(path, "utf8").split(" ");
  const holder = Number(number);
  if (!Number.isSafeInteger(holder) || holder <= 0 || holder === process.pid || !isThere(holder)) return false;
  const found = readProcess(holder);
  return found === null || !(found.isEnded || (start !== "" && start !== found.start));
}

function isHeldOn(path: string): boolean {
  const untilMs = Date.now() + ENDING_MS;
  while (isHeld(path)) {
    if (Date.now() >= untilMs) return true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_MS);
  }
  return false;
}

/**
 * Takes a lock, a file that names the process; the function that comes back gives it up. One whose process is just being
 * ended is waited for, two seconds at most.
 * @throws ImportError when another process that runs has it
 */
export function lockFolder(path: string): () => void {
  const own = nameOf(process.pid);
  try {
    writeFileSync(path, own, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
    if (isHeldOn(path)) {
      const remedy = `wait for it, or name another folder by --state; if none is running, remove ${path}`;
      throw new ImportError("input", `another import works in this folder: ${remedy}`);
    }
    writeFileSync(path, own, { mode: 0o600 });
  }
  return () => rmSync(path, { force: true });
}
