import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import { parse } from "smol-toml";
import * as z from "zod";

import { configPath, type WorkerName } from "./workers.ts";

const WorkerConfig = z.looseObject({
  name: z.string(),
  main: z.string(),
  assets: z.looseObject({ directory: z.string() }).optional(),
  triggers: z.object({ crons: z.array(z.string()) }).optional(),
  d1_databases: z.array(
    z.looseObject({ database_name: z.string(), database_id: z.string(), migrations_dir: z.string() }),
  ),
});
export type WorkerConfig = z.infer<typeof WorkerConfig>;

/** A Worker's configuration with absolute paths, so that a copy of it works from any folder. */
export async function readConfig(root: string, worker: WorkerName): Promise<WorkerConfig> {
  const file = configPath(root, worker);
  const config = WorkerConfig.parse(parse(await readFile(file, "utf8")));
  const absolute = (path: string) => resolve(dirname(file), path);
  return {
    ...config,
    main: absolute(config.main),
    ...(config.assets !== undefined && { assets: { ...config.assets, directory: absolute(config.assets.directory) } }),
    d1_databases: config.d1_databases.map((database) => ({
      ...database,
      migrations_dir: absolute(database.migrations_dir),
    })),
  };
}
