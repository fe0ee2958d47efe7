import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Lines of the request log, which the Workers under test print while they are tested. */
const isRequestLog = (line: string) => line.startsWith('{"level":"');

type ProgramOfStep = {
  program: string;
  args: string[];
  env?: Record<string, string>;
  /** Gets each line that the program prints, without the request log. */
  show?: (line: string) => void;
};

/** Runs one step of the tests. Answers whether it succeeded. */
export async function runStep({ program, args, env = {}, show = console.log }: ProgramOfStep): Promise<boolean> {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      if (!isRequestLog(line)) show(line);
    });
  }
  return await new Promise((resolve) => {
    child.once("error", (error) => {
      show(error.message);
      resolve(false);
    });
    child.once("close", (code) => resolve(code === 0));
  });
}
