import { join } from "node:path";

import type { DataFolder } from "./data-folder.ts";
import { oncePerInput } from "./once-per-input.ts";
import { runCommand } from "./run-command.ts";

/** Applies the migrations that the database of this data folder does not have yet. */
export async function migrateDatabase(root: string, folder: DataFolder, signal: AbortSignal): Promise<boolean> {
  const migrations = join(root, "migrations");
  return await oncePerInput(join(folder.state, "migrations.sha256"), [migrations], async () => {
    await runCommand({
      program: join(root, "node_modules/.bin/wrangler"),
      args: `d1 migrations apply DB --local -c wrangler.toml --persist-to`.split(" ").concat(folder.state),
      folder: root,
      env: { CI: "1", WRANGLER_SEND_METRICS: "false", WRANGLER_WRITE_LOGS: "false" },
      signal,
    });
  });
}

/** What the dashboard is built from. */
const DASHBOARD_INPUTS = [
  "apps/dashboard/index.html",
  "apps/dashboard/package.json",
  "apps/dashboard/preload-first-page.ts",
  "apps/dashboard/public",
  "apps/dashboard/src",
  "apps/dashboard/vite.config.ts",
  "contracts",
  "package-lock.json",
];

/** Builds the dashboard unless the build that is there is of the same sources. */
export async function buildDashboard(root: string, signal?: AbortSignal): Promise<boolean> {
  const inputs = DASHBOARD_INPUTS.map((input) => join(root, input));
  return await oncePerInput(join(root, "apps/dashboard/dist/.build.sha256"), inputs, async () => {
    await runCommand({
      program: join(root, "node_modules/.bin/vite"),
      args: ["build", "--logLevel", "warn"],
      folder: join(root, "apps/dashboard"),
      // Whatever the caller runs as: a test run would get the development build of React.
      env: { NODE_ENV: "production" },
      ...(signal !== undefined && { signal }),
    });
  });
}
