import { join } from "node:path";

import { type cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";

import { ADMIN_TOKEN } from "../admin-token.ts";
import { priceSourceUrls } from "../price-source-urls.ts";
import { bundlePath, type WorkerName } from "./bundle-workers.ts";
import { readContracts } from "./read-contracts.ts";

const COMPATIBILITY = { compatibilityDate: "2026-11-01", compatibilityFlags: ["nodejs_compat"] };
const DATABASE_ID = "00000000-0000-4000-8000-000000000000";

/** The queues of `workers/tracker/queue.toml`, which do not wait long for more messages. */
const QUEUES = {
  queueProducers: { USAGE_QUEUE: "voygent-usage-events" },
  queueConsumers: {
    "voygent-usage-events": {
      maxBatchSize: 100,
      maxBatchTimeout: 0,
      maxRetries: 10,
      deadLetterQueue: "voygent-usage-dead-letters",
    },
    "voygent-usage-dead-letters": { maxBatchSize: 100, maxBatchTimeout: 0, maxRetries: 100 },
  },
};

type StackOptions = Extract<Parameters<typeof cloudflareTest>[0], (...input: never) => unknown>;

/**
 * The whole product in one runtime: the front door as the Worker under test, built from `wrangler.toml`, and the four
 * others beside it, all on one D1 database that lives as long as one test file. `isQueued`: in queue mode.
 */
export function stackOptions(root: string, { isQueued = false } = {}): StackOptions {
  let contracts: Promise<string> | undefined;
  return async ({ inject }) => {
    contracts ??= readContracts(root);
    const feedServerUrl = inject<string>("feedServerUrl");
    const shared = { ADMIN_TOKEN, ENVIRONMENT: "local", VERSION: "0.1.0" };
    const worker = (name: WorkerName, bindings: Record<string, string> = {}) => ({
      name: `voygent-usage-${name}`,
      ...COMPATIBILITY,
      modules: [{ type: "ESModule" as const, path: bundlePath(root, name) }],
      modulesRoot: root,
      d1Databases: { DB: DATABASE_ID },
      bindings: { ...shared, ...bindings },
    });
    return {
      main: bundlePath(root, "gateway"),
      wrangler: { configPath: join(root, "wrangler.toml") },
      miniflare: {
        bindings: {
          ...shared,
          TEST_MIGRATIONS: await readD1Migrations(join(root, "migrations")),
          TEST_CONTRACTS: await contracts,
        },
        assets: { directory: join(root, "tests/stack/dashboard"), binding: "ASSETS" },
        workers: [
          {
            ...worker("tracker"),
            serviceBindings: { PRICING_SYNC: "voygent-usage-pricing-sync" },
            ...(isQueued && QUEUES),
          },
          { ...worker("analytics-api"), serviceBindings: { TRACKER: "voygent-usage-tracker" } },
          {
            ...worker("pricing-sync", priceSourceUrls(feedServerUrl)),
            serviceBindings: { TRACKER: "voygent-usage-tracker" },
          },
          worker("archiver"),
        ],
      },
    };
  };
}
