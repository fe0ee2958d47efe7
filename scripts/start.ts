import { join } from "node:path";

import { closeDataFolder, openDataFolder } from "./start/data-folder.ts";
import { type Running, startProduct } from "./start/start-product.ts";
import { StartError } from "./start/start-error.ts";
import { HELP, parseStartOptions } from "./start/start-options.ts";

const ROOT = join(import.meta.dirname, "..");

function report(error: unknown): void {
  console.error(error instanceof StartError ? error.message : error);
}

async function main(): Promise<void> {
  const options = parseStartOptions(process.argv.slice(2), ROOT);
  if (options.isHelp) {
    console.log(HELP);
    return;
  }
  const folder = await openDataFolder(options.dataFolder);
  const running: Running = { stopping: new AbortController(), runtime: null };
  const stop = async (code: number) => {
    running.stopping.abort();
    await running.runtime?.end();
    await closeDataFolder(folder);
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
  process.on("disconnect", () => void stop(1));
  // Whoever reads the output may be gone before the product is.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  try {
    await startProduct(ROOT, options, folder, running);
  } catch (error) {
    if (running.stopping.signal.aborted) return;
    report(error);
    await stop(1);
  }
}

try {
  await main();
} catch (error) {
  report(error);
  process.exit(1);
}
