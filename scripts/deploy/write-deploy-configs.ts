import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { readConfig } from "../wrangler/read-config.ts";
import { WORKERS, type WorkerName } from "../wrangler/workers.ts";

/**
 * Writes a configuration per Worker with the account's own database id into `folder`, so that the repository holds none.
 * Answers where each stands.
 */
export async function writeDeployConfigs(
  root: string,
  folder: string,
  databaseId: string,
): Promise<Record<WorkerName, string>> {
  const pathOf = (worker: WorkerName) => join(folder, worker, "wrangler.json");
  for (const worker of WORKERS) {
    const config = await readConfig(root, worker);
    const databases = config.d1_databases.map((database) => ({ ...database, database_id: databaseId }));
    await mkdir(join(folder, worker), { recursive: true });
    await writeFile(pathOf(worker), JSON.stringify({ ...config, d1_databases: databases }, null, 2));
  }
  return {
    gateway: pathOf("gateway"),
    tracker: pathOf("tracker"),
    "analytics-api": pathOf("analytics-api"),
    "pricing-sync": pathOf("pricing-sync"),
    archiver: pathOf("archiver"),
  };
}
