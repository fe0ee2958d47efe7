import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import { build } from "esbuild";

const FOLDER = import.meta.dirname;
const DIST = join(FOLDER, "dist");

/** Entries and where they run: `neutral` ones must not import anything of Node. */
const ENTRIES = [
  { names: ["index", "fetch", "express"], platform: "neutral" },
  { names: ["node"], platform: "node" },
] as const;

async function bundle(format: "esm" | "cjs"): Promise<void> {
  for (const { names, platform } of ENTRIES) {
    await build({
      absWorkingDir: FOLDER,
      entryPoints: names.map((name) => `src/${name}.ts`),
      outdir: join(DIST, format),
      bundle: true,
      format,
      platform,
      target: "es2022",
      logLevel: "warning",
    });
  }
}

async function declare(): Promise<void> {
  const compiler = join(FOLDER, "../../node_modules/typescript/bin/tsc");
  await promisify(execFile)(process.execPath, [compiler, "-p", "tsconfig.build.json"], { cwd: FOLDER });
}

/** Declarations name the files that they lie beside; those of both formats are the same. */
async function finishDeclarations(): Promise<void> {
  const names = await readdir(join(DIST, "esm"), { recursive: true });
  for (const name of names.filter((each) => each.endsWith(".d.ts"))) {
    const text = await readFile(join(DIST, "esm", name), "utf8");
    const renamed = text.replaceAll(/(from "\.[^"]*)\.ts"/g, '$1.js"');
    for (const format of ["esm", "cjs"]) {
      await mkdir(dirname(join(DIST, format, name)), { recursive: true });
      await writeFile(join(DIST, format, name), renamed);
    }
  }
}

await rm(DIST, { recursive: true, force: true });
await Promise.all([bundle("esm"), bundle("cjs"), declare()]);
await finishDeclarations();
await writeFile(join(DIST, "cjs/package.json"), '{ "type": "commonjs" }\n');
