import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

import { chromium } from "@playwright/test";

const SYSTEM_PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const isThere = (path: string) => existsSync(path);

function run(program: string, args: string[]): boolean {
  return spawnSync(program, args, { stdio: ["ignore", "ignore", "inherit"], timeout: 10 * 60_000 }).status === 0;
}

function installFromDebian(): string | undefined {
  if (process.getuid?.() !== 0 || !isThere("/usr/bin/apt-get")) return undefined;
  console.log("Installing Chromium…");
  if (!run("apt-get", ["install", "--yes", "--no-install-recommends", "chromium"])) {
    run("apt-get", ["update"]);
    run("apt-get", ["install", "--yes", "--no-install-recommends", "chromium"]);
  }
  return SYSTEM_PATHS.find(isThere);
}

function installFromPlaywright(): string | undefined {
  console.log("Downloading Chromium…");
  run("playwright", ["install", "chromium", "--only-shell"]);
  return isThere(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/**
 * A Chromium for the browser tests: `CHROMIUM_PATH`, the machine's own, Playwright's, or one that is installed now.
 * Undefined when there is none to be had.
 */
export function findChromium(): string | undefined {
  const known = [process.env["CHROMIUM_PATH"] ?? "", ...SYSTEM_PATHS, chromium.executablePath()];
  return known.find((path) => path !== "" && isThere(path)) ?? installFromDebian() ?? installFromPlaywright();
}
