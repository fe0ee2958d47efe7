import type { TestProject } from "vitest/node";

import { bundleWorkers } from "./bundle-workers.ts";
import { readContracts } from "./read-contracts.ts";
import { startFeedServer } from "./start-feed-server.ts";

/** Runs once before the project "stack": bundles the Workers, reads the contracts, starts the feed server. */
export default async function startStack(project: TestProject): Promise<() => void> {
  const root = project.vitest.config.root;
  const [contracts, feeds] = await Promise.all([readContracts(root), startFeedServer(), bundleWorkers(root)]);
  project.provide("contracts", contracts);
  project.provide("feedServerUrl", feeds.url);
  return () => {
    feeds.server.closeAllConnections();
    feeds.server.close();
  };
}
