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

/** The Workers behind the front door by the names of its bindings, as in `wrangler.toml`. */
const BEHIND_THE_FRONT_DOOR = {
  TRACKER: "voygent-usage-tracker",
  ANALYTICS_API: "voygent-usage-analytics-api",
  PRICING_SYNC: "voygent-usage-pricing-sync",
  ARCHIVER: "voygent-usage-archiver",
};

/** How the front door serves pages, as in `wrangler.toml`, with a page of its own in place of a built dashboard. */
const assetsIn = (root: string) => ({
  directory: join(root, "tests/stack/dashboard"),
  binding: "ASSETS",
  assetConfig: { not_found_handling: "single-page-application" as const },
  routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: true },
});

/**
 * The whole product in one runtime, in which test files run one after the other: all five Workers on one D1 database, and
 * beside them the Worker in which the tests run. It has the bindings of the front door, and the front door itself as `FRONT_DOOR`.
 * Each runtime has price lists of its own. `isQueued`: in queue mode.
 */
export function stackOptions(root: string, { isQueued = false } = {}): StackOptions {
  let contracts: Promise<string> | undefined;
  return async ({ inject }) => {
    contracts ??= readContracts(root);
    const feedsUrl = `${inject<string>("feedServerUrl")}/${crypto.randomUUID()}`;
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
      miniflare: {
        ...COMPATIBILITY,
        d1Databases: { DB: DATABASE_ID },
        serviceBindings: { ...BEHIND_THE_FRONT_DOOR, FRONT_DOOR: "voygent-usage-gateway" },
        bindings: {
          ...shared,
          TEST_MIGRATIONS: await readD1Migrations(join(root, "migrations")),
          TEST_CONTRACTS: await contracts,
          TEST_FEEDS_URL: feedsUrl,
        },
        workers: [
          { ...worker("gateway"), serviceBindings: BEHIND_THE_FRONT_DOOR, assets: assetsIn(root) },
          {
            ...worker("tracker"),
            serviceBindings: { PRICING_SYNC: "voygent-usage-pricing-sync" },
            ...(isQueued && QUEUES),
          },
          { ...worker("analytics-api"), serviceBindings: { TRACKER: "voygent-usage-tracker" } },
          {
            ...worker("pricing-sync", priceSourceUrls(feedsUrl)),
            serviceBindings: { TRACKER: "voygent-usage-tracker" },
          },
          worker("archiver"),
        ],
      },
    };
  };
}
