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

/** What the files of the front door are built from: the dashboard's, and those for LibreChat. */
const ASSET_INPUTS = [
  "apps/dashboard/index.html",
  "apps/dashboard/package.json",
  "apps/dashboard/preload-first-page.ts",
  "apps/dashboard/public",
  "apps/dashboard/src",
  "apps/dashboard/vite.config.ts",
  "apps/librechat/build.ts",
  "apps/librechat/src",
  "contracts",
  "package-lock.json",
  "packages/contracts/src",
  "packages/tracking-client/src",
];

/**
 * Builds what the front door serves, unless what is there is of the same sources: the dashboard, and under `/librechat` the files
 * that LibreChat's admins take from their own installation.
 */
export async function buildAssets(root: string, signal?: AbortSignal): Promise<boolean> {
  const inputs = ASSET_INPUTS.map((input) => join(root, input));
  const dashboard = join(root, "apps/dashboard");
  const ended = signal === undefined ? {} : { signal };
  return await oncePerInput(join(dashboard, "dist/.build.sha256"), inputs, async () => {
    await runCommand({
      program: join(root, "node_modules/.bin/vite"),
      args: ["build", "--logLevel", "warn"],
      folder: dashboard,
      // Whatever the caller runs as: a test run would get the development build of React.
      env: { NODE_ENV: "production" },
      ...ended,
    });
    // After the dashboard's, which empties the folder.
    await runCommand({
      program: process.execPath,
      args: ["build.ts", join(dashboard, "dist/librechat")],
      folder: join(root, "apps/librechat"),
      ...ended,
    });
  });
}
