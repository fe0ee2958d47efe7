import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Counts, countPlaywright, countVitest } from "./test/count-results.ts";
import { findChromium } from "./test/find-chromium.ts";
import { type Check, runChecks, type StepResult } from "./test/run-checks.ts";
import { runStep } from "./test/run-step.ts";

type Step = { name: string; run: () => Promise<Counts> };

function vitest(name: string, folder: string, projects: string[]): Step {
  const report = join(folder, `${name}.json`);
  const selection = projects.flatMap((project) => ["--project", project]);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return {
    name,
    run: async () =>
      await countVitest(report, await runStep({ program: "vitest", args: ["run", ...selection, ...reporters] })),
  };
}

function playwright(name: string, folder: string): Step {
  const report = join(folder, `${name}.json`);
  return {
    name,
    run: async () => {
      const executable = findChromium();
      if (executable === undefined) {
        console.error("There is no Chromium and none could be installed: set CHROMIUM_PATH.");
        return { passed: 0, failed: 1 };
      }
      const env = { CHROMIUM_PATH: executable, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
      const args = ["test", "--reporter=list,json"];
      return await countPlaywright(report, await runStep({ program: "playwright", args, env }));
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

const stepsIn = (folder: string): Step[] => [
  vitest("unit and stack tests", folder, ["unit", "stack", "queued"]),
  vitest("process tests", folder, ["process"]),
  playwright("browser tests", folder),
];

console.log("\n── static checks");
const results: StepResult[] = await runChecks(CHECKS, 2);
const folder = await mkdtemp(join(tmpdir(), "voygent-test-"));
for (const { name, run } of stepsIn(folder)) {
  console.log(`\n── ${name}`);
  const startedAtMs = performance.now();
  const counts = await run();
  results.push({ name, ...counts, seconds: (performance.now() - startedAtMs) / 1000 });
}
await rm(folder, { recursive: true, force: true });

console.log("\n── summary");
for (const { name, passed, failed, seconds } of results) {
  const outcome = failed === 0 ? "ok    " : "FAILED";
  console.log(`${outcome} ${name.padEnd(26)} ${passed} passed, ${failed} failed  ${seconds.toFixed(1)} s`);
}
const total = (key: keyof Counts) => results.reduce((sum, result) => sum + result[key], 0);
console.log(`\n${total("passed")} passed, ${total("failed")} failed`);
process.exitCode = total("failed") === 0 ? 0 : 1;
