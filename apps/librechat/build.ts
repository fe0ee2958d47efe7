import { rm } from "node:fs/promises";
import { join } from "node:path";

import { build } from "esbuild";

const FOLDER = import.meta.dirname;
const DIST = join(FOLDER, "dist");

await rm(DIST, { recursive: true, force: true });
await build({
  absWorkingDir: FOLDER,
  entryPoints: ["src/register.ts"],
  outfile: join(DIST, "register.cjs"),
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node18",
  conditions: ["@voygent/source"],
  logLevel: "warning",
});
