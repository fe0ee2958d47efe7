import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { buildAssets } from "./start/prepare-product.ts";
import { type Counts, countPlaywright, countVitest } from "./test/count-results.ts";
import { findChromium } from "./test/find-chromium.ts";
import { type Check, runChecks, type StepResult } from "./test/run-checks.ts";
import { runStep } from "./test/run-step.ts";

const ROOT = join(import.meta.dirname, "..");

/** Tests that run in one go; `label` stands before each line that they print. */
type Step = { name: string; label: string; run: (show: (line: string) => void) => Promise<Counts> };

/** Two test files at a time. */
function vitest(name: string, label: string, folder: string, projects: string[]): Step {
  const report = join(folder, `${label}.json`);
  const selection = projects.flatMap((project) => ["--project", project]);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const args = ["run", "--maxWorkers=2", ...selection, ...reporters];
  return {
    name,
    label,
    run: async (show) => await countVitest(report, await runStep({ program: "vitest", args, show })),
  };
}

function playwright(name: string, label: string, folder: string): Step {
  const report = join(folder, `${label}.json`);
  const executable = findChromium();
  return {
    name,
    label,
    run: async (show) => {
      if (executable === undefined) {
        return {
          passed: 0,
          failed: 1,
          failures: ["There is no Chromium and none could be installed: set CHROMIUM_PATH."],
        };
      }
      const env = { CHROMIUM_PATH: executable, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
      const args = ["test", "--reporter=list,json"];
      return await countPlaywright(report, await runStep({ program: "playwright", args, env, show }));
    },
  };
}

/** The slowest first, so that the others fit beside them. */
const CHECKS: Check[] = [
  { name: "types", command: ["tsc", "--build"] },
  { name: "lint", command: ["oxlint", "--type-aware", "--deny-warnings"] },
  { name: "dead code", command: ["knip", "--treat-config-hints-as-errors"] },
  { name: "dead code in production", command: ["knip", "--production", "--treat-config-hints-as-errors"] },
  { name: "lock file", command: ["npm", "ci", "--dry-run", "--loglevel=error"] },
  { name: "contract drift", command: ["node", "scripts/generate-contracts.ts", "--check"] },
  { name: "format", command: ["oxfmt", "--check"] },
];

async function runTests({ name, label, run }: Step): Promise<StepResult> {
  const startedAtMs = performance.now();
  const counts = await run((line) => console.log(`${label} │ ${line}`));
  const seconds = (performance.now() - startedAtMs) / 1000;
  console.log(`${label} │ ${counts.passed} passed, ${counts.failed} failed in ${seconds.toFixed(1)} s`);
  return { name, ...counts, seconds };
}

/**
 * Everything in two rows side by side: most of it waits at times, and the other row has the processor then. The unit and stack
 * tests are as long as all the others together.
 */
async function runAll(folder: string): Promise<StepResult[]> {
  const processTests = vitest("process tests", "process", folder, ["process"]);
  const browserTests = playwright("browser tests", "browser", folder);
  const stackTests = vitest("unit and stack tests", "stack", folder, ["unit", "stack", "queued"]);
  // Two starts at once would build the same dashboard; each says for itself what is wrong with it.
  const built = buildAssets(ROOT).catch(() => false);
  const runOthers = async () => {
    const results = await runChecks(CHECKS, 2);
    await built;
    return [...results, await runTests(processTests), await runTests(browserTests)];
  };
  const [others, stack] = await Promise.all([runOthers(), runTests(stackTests)]);
  return [...others, stack];
}

const startedAtMs = performance.now();
const folder = await mkdtemp(join(tmpdir(), "voygent-test-"));
const results = await runAll(folder);
await rm(folder, { recursive: true, force: true });

console.log("\n── summary");
for (const { name, passed, failed, failures, seconds } of results) {
  const outcome = failed === 0 ? "ok    " : "FAILED";
  console.log(`${outcome} ${name.padEnd(26)} ${passed} passed, ${failed} failed  ${seconds.toFixed(1)} s`);
  for (const failure of failures) console.log(`         ${failure}`);
}
console.log(`       ${"all".padEnd(26)} ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`);
const total = (key: "passed" | "failed") => results.reduce((sum, result) => sum + result[key], 0);
console.log(`\n${total("passed")} passed, ${total("failed")} failed`);
process.exitCode = total("failed") === 0 ? 0 : 1;
