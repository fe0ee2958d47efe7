import { join } from "node:path";

/** The five Workers, the front door first: Wrangler exposes the first on the port. */
export const WORKERS = ["gateway", "tracker", "analytics-api", "pricing-sync", "archiver"] as const;

export type WorkerName = (typeof WORKERS)[number];

/** The `wrangler.toml` of a Worker; the front door's stands at the root, because it carries the database and the assets. */
export function configPath(root: string, worker: WorkerName): string {
  return worker === "gateway" ? join(root, "wrangler.toml") : join(root, "workers", worker, "wrangler.toml");
}
