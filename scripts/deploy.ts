import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { askAdminToken } from "./deploy/ask-admin-token.ts";
import { createQueues } from "./deploy/create-queues.ts";
import { findDatabase } from "./deploy/find-database.ts";
import { FIRST_PRICING_SYNC, writeDeployConfigs } from "./deploy/write-deploy-configs.ts";
import { buildAssets } from "./start/prepare-product.ts";
import { runCommand } from "./start/run-command.ts";
import { StartError } from "./start/start-error.ts";
import { readConfig } from "./wrangler/read-config.ts";

const ROOT = join(import.meta.dirname, "..");
const WRANGLER = join(ROOT, "node_modules/.bin/wrangler");
const CONFIGS = join(ROOT, ".wrangler/voygent-deploy");

/** Whoever is bound to another Worker comes after it. Two are bound to each other: one of them goes ahead without. */
const ORDER = [FIRST_PRICING_SYNC, "tracker", "pricing-sync", "analytics-api", "archiver", "gateway"] as const;

const UNDEPLOYED_ID = "00000000-0000-4000-8000-000000000000";

const HELP = `Deploys the five Workers, the dashboard and the database to the Cloudflare account that Wrangler is signed in to.

  npm run deploy -- [--dry-run]

  --dry-run    builds and checks everything and uploads nothing
  ADMIN_TOKEN  environment variable: the admin token; asked for when absent`;

const wrangler = (args: string[]) => runCommand({ program: WRANGLER, args, folder: ROOT });

/** The line in which Wrangler says how large the bundle is. */
const sizeIn = (output: string) => /Total Upload: (.+)/.exec(output)?.[1] ?? "size unknown";

/** A cold isolate loads less; the logs show the lines of the sources all the same. */
const SMALL = ["--minify", "--upload-source-maps"];

async function dryRun(): Promise<void> {
  const configs = await writeDeployConfigs(ROOT, CONFIGS, UNDEPLOYED_ID);
  for (const worker of ORDER.filter((name) => name !== FIRST_PRICING_SYNC)) {
    const outdir = join(CONFIGS, worker, "out");
    const output = await wrangler(["deploy", ...SMALL, "--dry-run", "--outdir", outdir, "-c", configs[worker]]);
    console.log(`${worker.padEnd(18)} ${sizeIn(output)}`);
  }
  console.log("Nothing was uploaded.");
}

async function deploy(): Promise<void> {
  const adminToken = await askAdminToken(process.env["ADMIN_TOKEN"]);
  const database = (await readConfig(ROOT, "gateway")).d1_databases[0]?.database_name ?? "";
  const configs = await writeDeployConfigs(ROOT, CONFIGS, await findDatabase(WRANGLER, ROOT, database));
  await wrangler(["d1", "migrations", "apply", "DB", "--remote", "-c", configs.gateway]);
  console.log("Database migrated");
  const queues = await createQueues(wrangler, await readConfig(ROOT, "tracker"));
  if (queues.length > 0) console.log(`Queue mode: ${queues.join(", ")}`);

  const folder = await mkdtemp(join(tmpdir(), "voygent-deploy-"));
  try {
    const secrets = join(folder, "secrets.json");
    await writeFile(secrets, JSON.stringify({ ADMIN_TOKEN: adminToken }), { mode: 0o600 });
    const withSecrets = adminToken === null ? [] : ["--secrets-file", secrets];
    for (const worker of ORDER) {
      const output = await wrangler(["deploy", ...SMALL, "-c", configs[worker], ...withSecrets]);
      const address = /https:\/\/\S+/.exec(output)?.[0] ?? "";
      console.log(`${worker.padEnd(18)} ${sizeIn(output)} ${address}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

try {
  const options = { "dry-run": { type: "boolean", default: false }, help: { type: "boolean", short: "h" } } as const;
  const { values } = parseArgs({ options });
  if (values.help === true) console.log(HELP);
  else {
    await buildAssets(ROOT);
    await (values["dry-run"] ? dryRun() : deploy());
  }
} catch (error) {
  console.error(error instanceof StartError || error instanceof TypeError ? error.message : error);
  process.exitCode = 1;
}
