import type { Counts } from "./count-results.ts";
import { runStep } from "./run-step.ts";

/** A static check: a program that fails when something is not as it should be. */
export type Check = { name: string; command: [program: string, ...args: string[]] };

/** What came of one step, and how long it took. */
export type StepResult = Counts & { name: string; seconds: number };

async function runCheck({ name, command: [program, ...args] }: Check): Promise<StepResult> {
  const startedAtMs = performance.now();
  const lines: string[] = [];
  const isSuccess = await runStep({ program, args, show: (line) => lines.push(line) });
  const seconds = (performance.now() - startedAtMs) / 1000;
  console.log(isSuccess ? `ok     ${name}` : [`FAILED ${name}`, ...lines].join("\n"));
  return { name, passed: isSuccess ? 1 : 0, failed: isSuccess ? 0 : 1, failures: [], seconds };
}

/**
 * Runs the checks side by side, `limit` at a time and in their order; shows in one piece what a failed one printed, and
 * nothing of the others.
 */
export async function runChecks(checks: Check[], limit: number): Promise<StepResult[]> {
  const waiting = [...checks];
  const results: StepResult[] = [];
  const runNext = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) results.push(await runCheck(check));
  };
  await Promise.all(Array.from({ length: limit }, runNext));
  return results;
}
