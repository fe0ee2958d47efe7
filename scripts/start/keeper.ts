/**
 * Keeps the runtime's process group: starts the program named by its arguments in a group of its own and ends all of it
 * when its standard input closes, which happens also when whoever started the keeper was killed outright.
 */
import { spawn } from "node:child_process";

const GRACE_MS = 3_000;

const [program = "", ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });

let isEnding = false;

/** The keeper leads the group, so the last signal ends the keeper as well. */
function endGroup(): void {
  process.kill(-process.pid, "SIGKILL");
}

function end(): void {
  if (isEnding) return;
  isEnding = true;
  child.kill("SIGTERM");
  setTimeout(endGroup, GRACE_MS);
}

process.stdin.on("end", end).on("close", end).on("error", end).resume();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
child.on("error", endGroup);
child.on("exit", endGroup);
