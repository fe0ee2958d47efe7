import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { stripVTControlCharacters } from "node:util";

import * as z from "zod";

/** How many tests passed and failed; `failures` names each that failed, with the first line of why. */
export type Counts = { passed: number; failed: number; failures: string[] };

const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

const PlaywrightTest = z.object({
  status: z.string(),
  results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() })),
});
const PlaywrightSuite = z.object({
  specs: z.array(z.object({ title: z.string(), tests: z.array(PlaywrightTest) })),
  get suites() {
    return z.array(PlaywrightSuite).optional();
  },
});
type PlaywrightSuite = z.infer<typeof PlaywrightSuite>;
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
  suites: z.array(PlaywrightSuite),
  errors: z.array(z.object({ message: z.string().optional() })),
});

const NO_REPORT: Counts = { passed: 0, failed: 1, failures: ["the run ended without a report"] };

const describeFailure = (name: string, reason = "") => `${name}: ${stripVTControlCharacters(reason).split("\n")[0]}`;

/** A run that failed although no test did (a file that does not load, a server that does not start) counts as one failure. */
function withOutcome(counts: Counts, isSuccess: boolean): Counts {
  return { ...counts, failed: counts.failed === 0 && !isSuccess ? 1 : counts.failed };
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
  if (!report.success) return NO_REPORT;
  const { numPassedTests, numFailedTests, success, testResults } = report.data;
  const failures = testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === "failed");
    return [
      ...(message === "" || failed.length > 0 ? [] : [describeFailure(basename(name), message)]),
      ...failed.map(({ fullName, failureMessages }) => describeFailure(fullName, failureMessages?.[0])),
    ];
  });
  return withOutcome({ passed: numPassedTests, failed: numFailedTests, failures }, success && isSuccess);
}

function playwrightFailures({ specs, suites = [] }: PlaywrightSuite): string[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ results }) => describeFailure(title, results.find(({ error }) => error !== undefined)?.error?.message)),
  );
  return [...own, ...suites.flatMap(playwrightFailures)];
}

/** The tests that passed and failed in a JSON report of Playwright; one that passed only when repeated has failed. */
export async function countPlaywright(file: string, isSuccess: boolean): Promise<Counts> {
  const report = PlaywrightReport.safeParse(await readReport(file));
  if (!report.success) return NO_REPORT;
  const { stats, suites, errors } = report.data;
  const failures = [
    ...errors.map(({ message }) => describeFailure("the run", message)),
    ...suites.flatMap(playwrightFailures),
  ];
  const counts = { passed: stats.expected, failed: stats.unexpected + stats.flaky, failures };
  return withOutcome(counts, errors.length === 0 && isSuccess);
}
