import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { readConfig } from "../wrangler/read-config.ts";
import { WORKERS, type WorkerName } from "../wrangler/workers.ts";

/** A deployment of pricing-sync that is bound to no other Worker: it and the tracker are bound to each other. */
export const FIRST_PRICING_SYNC = "first-pricing-sync";

/**
 * Writes a configuration per Worker with the account's own database id into `folder`, so that the repository holds none.
 * Answers where each stands.
 */
export async function writeDeployConfigs(
  root: string,
  folder: string,
  databaseId: string,
): Promise<Record<WorkerName | typeof FIRST_PRICING_SYNC, string>> {
  const pathOf = (name: WorkerName | typeof FIRST_PRICING_SYNC) => join(folder, name, "wrangler.json");
  const write = async (name: WorkerName | typeof FIRST_PRICING_SYNC, config: object) => {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(pathOf(name), JSON.stringify(config, null, 2));
  };
  for (const worker of WORKERS) {
    const config = await readConfig(root, worker);
    const databases = config.d1_databases.map((database) => ({ ...database, database_id: databaseId }));
    const own = { ...config, d1_databases: databases };
    await write(worker, own);
    if (worker === "pricing-sync") await write(FIRST_PRICING_SYNC, { ...own, services: [] });
  }
  return {
    [FIRST_PRICING_SYNC]: pathOf(FIRST_PRICING_SYNC),
    gateway: pathOf("gateway"),
    tracker: pathOf("tracker"),
    "analytics-api": pathOf("analytics-api"),
    "pricing-sync": pathOf("pricing-sync"),
    archiver: pathOf("archiver"),
  };
}
