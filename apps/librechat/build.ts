import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";

import { build } from "esbuild";

import { buildDeclarations } from "./build-declarations.ts";

const FOLDER = import.meta.dirname;
/** Where the files go: `dist`, or the folder that is named. */
const DIST = resolve(process.argv[2] ?? join(FOLDER, "dist"));

/** What programs import; LibreChat itself loads `register`. */
const LIBRARIES = ["analytics-client", "analytics-hook"];

async function bundle(names: string[], format: "esm" | "cjs"): Promise<void> {
  await build({
    absWorkingDir: FOLDER,
    entryPoints: names.map((name) => `src/${name}.ts`),
    outdir: DIST,
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
    outfile: join(DIST, "cli.mjs"),
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

await rm(DIST, { recursive: true, force: true });
await Promise.all([
  bundle(["register", ...LIBRARIES], "cjs"),
  bundle(LIBRARIES, "esm"),
  bundleImporter(),
  buildDeclarations(
    LIBRARIES.map((name) => `apps/librechat/src/${name}`),
    join(DIST, "types"),
  ),
]);
