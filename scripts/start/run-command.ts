import { spawn } from "node:child_process";

import { StartError } from "./start-error.ts";

type Command = { program: string; args: string[]; folder: string; env?: Record<string, string>; signal?: AbortSignal };

/**
 * Runs a program to its end and gives back what it printed; throws a StartError with its last lines when it fails.
 * `signal` ends it early.
 */
export async function runCommand({ program, args, folder, env = {}, signal }: Command): Promise<string> {
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(signal !== undefined && { signal }),
  });
  let output = "";
  const collect = (chunk: Buffer) => {
    output += chunk.toString("utf8");
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code === 0) return output;
  const tail = output.trimEnd().split("\n").slice(-15).join("\n");
  throw new StartError(`\`${program} ${args.slice(0, 3).join(" ")}\` failed:\n${tail}`);
}
