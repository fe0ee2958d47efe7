import type { TestProject } from "vitest/node";

import { bundleWorkers } from "./bundle-workers.ts";
import { startFeedServer } from "./start-feed-server.ts";

/** Runs once before the project "stack": bundles the Workers and starts the feed server. */
export default async function startStack(project: TestProject): Promise<() => void> {
  const [feeds] = await Promise.all([startFeedServer(), bundleWorkers(project.vitest.config.root)]);
  project.provide("feedServerUrl", feeds.url);
  return () => {
    feeds.server.closeAllConnections();
    feeds.server.close();
  };
}
