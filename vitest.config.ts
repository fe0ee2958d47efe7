import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

import { smallDependencies } from "./tests/stack/setup/small-modules.ts";
import { stackOptions } from "./tests/stack/setup/stack-options.ts";

export default defineConfig({
  test: {
    maxWorkers: 2,
    silent: "passed-only",
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "packages/*/src/**/*.test.ts",
            "workers/*/src/**/*.test.ts",
            "apps/{dashboard,librechat}/src/**/*.test.ts",
            "scripts/**/*.test.ts",
          ],
          environment: "node",
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "process",
          include: ["tests/process/**/*.test.ts", "tests/clients/**/*.test.ts"],
          environment: "node",
          globalSetup: "./tests/process/prepare-starts.ts",
          testTimeout: 240_000,
        },
      },
      {
        plugins: [cloudflareTest(stackOptions(import.meta.dirname)), smallDependencies],
        test: {
          name: "stack",
          exclude: ["workers/*/test/queued/**"],
          include: ["workers/*/test/**/*.test.ts", "packages/db/test/**/*.test.ts", "tests/integration/**/*.test.ts"],
          globalSetup: "./tests/stack/setup/start-stack.ts",
          isolate: false,
          setupFiles: "./tests/stack/setup/prepare-runtime.ts",
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        plugins: [cloudflareTest(stackOptions(import.meta.dirname, { isQueued: true })), smallDependencies],
        test: {
          name: "queued",
          include: ["workers/*/test/queued/**/*.test.ts"],
          globalSetup: "./tests/stack/setup/start-stack.ts",
          setupFiles: "./tests/stack/setup/prepare-runtime.ts",
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
