import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { build } from "esbuild";

const WORKERS = ["tracker", "analytics-api", "pricing-sync", "archiver"] as const;

/** The bundled source of every Worker behind the front door, by name, as it would be deployed. */
export type WorkerBundles = Record<(typeof WORKERS)[number], string>;

async function bundle(root: string, worker: string): Promise<string> {
  const outfile = join(root, "node_modules/.cache/voygent-stack", `${worker}.js`);
  await build({
    entryPoints: [join(root, "workers", worker, "src/index.ts")],
    outfile,
    bundle: true,
    format: "esm",
    target: "es2024",
    platform: "browser",
    conditions: ["workerd", "worker", "browser"],
    mainFields: ["browser", "module", "main"],
    external: ["cloudflare:*", "node:*"],
    logLevel: "error",
  });
  return await readFile(outfile, "utf8");
}

/** Bundles the four Workers, in a git-ignored folder. */
export async function bundleWorkers(root: string): Promise<WorkerBundles> {
  const entries = await Promise.all(WORKERS.map(async (worker) => [worker, await bundle(root, worker)] as const));
  const bundles = new Map<string, string>(entries);
  const bundleOf = (worker: (typeof WORKERS)[number]) => bundles.get(worker) ?? "";
  return {
    tracker: bundleOf("tracker"),
    "analytics-api": bundleOf("analytics-api"),
    "pricing-sync": bundleOf("pricing-sync"),
    archiver: bundleOf("archiver"),
  };
}
