import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { parse } from "smol-toml";
import * as z from "zod";

import { configPath, type WorkerName } from "./workers.ts";

const WorkerConfig = z.looseObject({
  name: z.string(),
  main: z.string(),
  assets: z.looseObject({ directory: z.string() }).optional(),
  vars: z.looseObject({ QUEUE_MODE: z.enum(["on", "off"]).optional() }).optional(),
  queues: z
    .object({
      producers: z.array(z.looseObject({ queue: z.string() })),
      consumers: z.array(z.looseObject({ queue: z.string() })),
    })
    .optional(),
  triggers: z.object({ crons: z.array(z.string()) }).optional(),
  d1_databases: z.array(
    z.looseObject({ database_name: z.string(), database_id: z.string(), migrations_dir: z.string() }),
  ),
});
export type WorkerConfig = z.infer<typeof WorkerConfig>;

/** What queue mode adds to the configuration of a Worker whose `QUEUE_MODE` is on. */
const readQueues = async (file: string) => parse(await readFile(join(dirname(file), "queue.toml"), "utf8"));

/**
 * A Worker's configuration with absolute paths, so that a copy of it works from any folder, and with its queues when
 * `QUEUE_MODE` is on; `queueMode` decides in its place when it is given.
 */
export async function readConfig(root: string, worker: WorkerName, queueMode?: "on" | "off"): Promise<WorkerConfig> {
  const file = configPath(root, worker);
  const written = WorkerConfig.parse(parse(await readFile(file, "utf8")));
  const ownMode = written.vars?.QUEUE_MODE;
  const isQueued = ownMode !== undefined && (queueMode ?? ownMode) === "on";
  const config = isQueued ? WorkerConfig.parse({ ...written, ...(await readQueues(file)) }) : written;
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
