import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Counts, countPlaywright, countVitest } from "./test/count-results.ts";
import { findChromium } from "./test/find-chromium.ts";
import { runStep } from "./test/run-step.ts";

type Step = { name: string; run: () => Promise<Counts> };

const check = (name: string, ...[program = "", ...args]: string[]): Step => ({
  name,
  run: async () => ((await runStep(program, args)) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
});

function vitest(name: string, folder: string, projects: string[]): Step {
  const report = join(folder, `${name}.json`);
  const selection = projects.flatMap((project) => ["--project", project]);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return {
    name,
    run: async () => await countVitest(report, await runStep("vitest", ["run", ...selection, ...reporters])),
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
      return await countPlaywright(report, await runStep("playwright", ["test", "--reporter=list,json"], env));
    },
  };
}

const stepsIn = (folder: string): Step[] => [
  check("format", "oxfmt", "--check"),
  check("lint", "oxlint", "--type-aware", "--deny-warnings"),
  check("types", "tsc", "--build"),
  check("lock file", "npm", "ci", "--dry-run", "--loglevel=error"),
  check("dead code", "knip", "--treat-config-hints-as-errors"),
  check("dead code in production", "knip", "--production", "--treat-config-hints-as-errors"),
  check("contract drift", "node", "scripts/generate-contracts.ts", "--check"),
  vitest("unit and stack tests", folder, ["unit", "stack"]),
  vitest("process tests", folder, ["process"]),
  playwright("browser tests", folder),
];

const folder = await mkdtemp(join(tmpdir(), "voygent-test-"));
const results: (Counts & { name: string; seconds: number })[] = [];
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
