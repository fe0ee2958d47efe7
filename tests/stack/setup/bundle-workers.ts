import { join } from "node:path";

import { build, type BuildOptions } from "esbuild";

import { withoutLocales } from "./small-modules.ts";

const WORKERS = ["gateway", "tracker", "analytics-api", "pricing-sync", "archiver"] as const;

export type WorkerName = (typeof WORKERS)[number];

/** Where the bundle of a Worker stands, in a git-ignored folder. */
export const bundlePath = (root: string, worker: WorkerName) => join(root, ".wrangler/stack", `${worker}.js`);

/** How a Worker is bundled when it is deployed: what is small is also handed to each test file sooner. */
export const bundleOptions = (root: string, worker: WorkerName): BuildOptions => ({
  entryPoints: [join(root, "workers", worker, "src/index.ts")],
  bundle: true,
  format: "esm",
  target: "es2024",
  platform: "browser",
  conditions: ["workerd", "worker", "browser"],
  mainFields: ["browser", "module", "main"],
  external: ["cloudflare:*", "node:*"],
  minify: true,
  keepNames: true,
  logLevel: "error",
});

/** Bundles every Worker as it would be deployed but for the languages, so that a test file loads one module per Worker and not a thousand. */
export async function bundleWorkers(root: string): Promise<void> {
  await Promise.all(
    WORKERS.map((worker) =>
      build({ ...bundleOptions(root, worker), plugins: [withoutLocales], outfile: bundlePath(root, worker) }),
    ),
  );
}
