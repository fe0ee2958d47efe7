import { readFile } from "node:fs/promises";

import * as z from "zod";

export type Counts = { passed: number; failed: number };

const VitestReport = z.object({ numPassedTests: z.int(), numFailedTests: z.int(), success: z.boolean() });
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
  errors: z.array(z.unknown()),
});

/** A run that failed although no test did (a file that does not load, a server that does not start) counts as one failure. */
function withOutcome({ passed, failed }: Counts, isSuccess: boolean): Counts {
  return { passed, failed: failed === 0 && !isSuccess ? 1 : failed };
}

async function readReport(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return null;
  }
}

/** The tests that passed and failed in a JSON report of Vitest. */
export async function countVitest(file: string, isSuccess: boolean): Promise<Counts> {
  const report = VitestReport.safeParse(await readReport(file));
  if (!report.success) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, success } = report.data;
  return withOutcome({ passed: numPassedTests, failed: numFailedTests }, success && isSuccess);
}

/** The tests that passed and failed in a JSON report of Playwright; one that passed only when repeated has failed. */
export async function countPlaywright(file: string, isSuccess: boolean): Promise<Counts> {
  const report = PlaywrightReport.safeParse(await readReport(file));
  if (!report.success) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.data.stats;
  return withOutcome({ passed: expected, failed: unexpected + flaky }, report.data.errors.length === 0 && isSuccess);
}
