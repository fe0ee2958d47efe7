import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onTestFinished } from "vitest";

/** A folder of its own for a test's spool, removed when the test is over. */
export async function spoolFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "voygent-spool-"));
  onTestFinished(async () => {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return folder;
}

/** A process that runs a program with the client. */
export type ClientProcess = {
  pid: number;
  /** The lines that it has written so far. */
  lines: () => string[];
  /** Resolves when it has written a line that `isIt` accepts. */
  line: (isIt: (line: string) => boolean) => Promise<string>;
  kill: (signal: NodeJS.Signals) => void;
  /** Its exit code, or the signal by which it ended. */
  ended: Promise<number | NodeJS.Signals | null>;
};

const NODE_ENTRY = join(import.meta.dirname, "../node.ts");

/**
 * Runs `program`, which finds `createTrackingClient` and `options`, in a process of its own; killed after the test. `flags` are
 * those of Node.
 */
export function runClient(program: string, options: object, flags: string[] = []): ClientProcess {
  const head = `import { createTrackingClient } from ${JSON.stringify(NODE_ENTRY)};\nconst options = ${JSON.stringify(options)};\n`;
  const node = spawn(process.execPath, [...flags, "--input-type=module", "--eval", head + program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void node.kill("SIGKILL"));
  let output = "";
  const checks = new Set<() => void>();
  const lines = () => output.split("\n").slice(0, -1);
  node.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString("utf8");
    for (const check of checks) check();
  });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    node.on("close", (code, signal) => resolve(signal ?? code));
  });
  const line = async (isIt: (text: string) => boolean) =>
    await new Promise<string>((resolve, reject) => {
      const check = () => {
        const found = lines().find(isIt);
        if (found !== undefined) resolve(found);
      };
      checks.add(check);
      check();
      void ended.then(() => reject(new Error(`it ended after:\n${output}`)));
    });
  return { pid: node.pid ?? 0, lines, line, kill: (signal) => void node.kill(signal), ended };
}
