import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { defineConfig } from "@playwright/test";

/** The config is read by every process of a run: the first one decides, the others find it in the environment. */
const once = (name: string, value: () => string): string => (process.env[name] ??= value());

/** Above the ports of the process tests, which may run at the same time, and below those of outgoing connections. */
const port = once("E2E_PORT", () => String(30_000 + Math.floor(Math.random() * 1_000)));
const feedPort = once("E2E_FEED_PORT", () => String(31_000 + Math.floor(Math.random() * 1_000)));
const dataFolder = once("E2E_DATA_FOLDER", () => join(tmpdir(), `voygent-e2e-${crypto.randomUUID()}`));
const adminToken = once("E2E_ADMIN_TOKEN", () => "e2e-admin-token");
const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path));
const executablePath = process.env["CHROMIUM_PATH"] ?? chromium;

export default defineConfig({
  testDir: "tests/e2e",
  globalTeardown: "./tests/e2e/remove-data-folder.ts",
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: `http://localhost:${port}`,
    timezoneId: "UTC",
    locale: "en-US",
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath !== undefined && { executablePath }),
      args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    },
  },
  webServer: {
    command: `node scripts/bootstrap.cjs start --port ${port} --data ${dataFolder}`,
    url: `http://localhost:${port}/health`,
    timeout: 180_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 8_000 },
    env: {
      ADMIN_TOKEN: adminToken,
      PRICING_SOURCE_GENAI_PRICES_URL: `http://127.0.0.1:${feedPort}/data.json`,
      PRICING_SOURCE_LITELLM_URL: "",
      PRICING_SOURCE_OPENROUTER_URL: "",
      PRICING_SOURCE_LLM_PRICES_URL: "",
    },
  },
});
