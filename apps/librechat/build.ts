import { existsSync } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";

import { build } from "esbuild";

import { buildDeclarations } from "./build-declarations.ts";

const FOLDER = import.meta.dirname;
/** Where the files go: `dist`, or the folder that is named. */
const DIST = resolve(process.argv[2] ?? join(FOLDER, "dist"));
/** Where they are made: two imports may build at once, and neither may run half of what the other does. */
const MADE = `${DIST}.${process.pid}`;
const STARTED_AT_MS = Date.now();

/** What programs import; LibreChat itself loads `register`. */
const LIBRARIES = ["analytics-client", "analytics-hook"];

async function bundle(names: string[], format: "esm" | "cjs"): Promise<void> {
  await build({
    absWorkingDir: FOLDER,
    entryPoints: names.map((name) => `src/${name}.ts`),
    outdir: MADE,
    outExtension: { ".js": format === "cjs" ? ".cjs" : ".mjs" },
    bundle: true,
    format,
    platform: "node",
    target: "node18",
    conditions: ["@voygent/source"],
    logLevel: "warning",
  });
}

async function bundleImporter(): Promise<void> {
  await build({
    absWorkingDir: FOLDER,
    entryPoints: ["src/import/cli.ts"],
    outfile: join(MADE, "cli.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["@voygent/source"],
    logLevel: "warning",
    // CommonJS among what is bundled asks for Node's own modules.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
}

/** Whether another build came to its end while this one was under way: then that one stays. */
async function isBuiltMeanwhile(): Promise<boolean> {
  const dist = await stat(DIST).catch(() => null);
  return dist !== null && dist.ctimeMs >= STARTED_AT_MS;
}

/** Moves the files to their place; what was there goes away at once, and is removed afterwards. */
async function putInPlace(): Promise<void> {
  try {
    if (existsSync(DIST)) await rename(DIST, `${MADE}.replaced`);
    await rename(MADE, DIST);
  } catch (error) {
    if (!(await isBuiltMeanwhile())) throw error;
  }
}

try {
  await Promise.all([
    bundle(["register", ...LIBRARIES], "cjs"),
    bundle(LIBRARIES, "esm"),
    bundleImporter(),
    buildDeclarations(
      LIBRARIES.map((name) => `apps/librechat/src/${name}`),
      join(MADE, "types"),
    ),
  ]);
  if (!(await isBuiltMeanwhile())) await putInPlace();
} finally {
  for (const folder of [MADE, `${MADE}.replaced`]) await rm(folder, { recursive: true, force: true });
}
