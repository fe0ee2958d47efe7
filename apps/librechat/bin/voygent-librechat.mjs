#!/usr/bin/env node
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const folder = fileURLToPath(new URL("..", import.meta.url));
const [built, sources] = [join(folder, "dist/cli.mjs"), join(folder, "src")];

const changedAtMs = (path) => statSync(path).mtimeMs;

/** In the repository the sources may be newer than what was built of them, if it was. */
function isStale() {
  if (!existsSync(sources)) return false;
  if (!existsSync(built)) return true;
  const builtAtMs = changedAtMs(built);
  return readdirSync(sources, { recursive: true }).some((path) => changedAtMs(join(sources, path)) > builtAtMs);
}

if (isStale()) {
  const ownNode = join(folder, "../../node_modules/node/bin/node");
  const node = existsSync(ownNode) ? ownNode : process.execPath;
  const { status } = spawnSync(node, [join(folder, "build.ts")], { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) process.exit(1);
}
await import(pathToFileURL(built).href);
