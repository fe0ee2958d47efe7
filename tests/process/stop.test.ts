import {
  type Product,
  freePort,
  processNamed,
  readyProduct,
  remainingProcesses,
  temporaryFolder,
  tryKill,
} from "./product.ts";
import { describe, it } from "vitest";

type Kill = { name: string; kill: (product: Product, folder: string) => Promise<void> };

const KILLS: Kill[] = [
  {
    name: "Ctrl-C in the terminal, which signals npm and all it started",
    kill: async ({ npm }, folder) => {
      tryKill(await processNamed(folder, "bootstrap.cjs start"), "SIGINT");
      npm.kill("SIGINT");
    },
  },
  { name: "SIGTERM to npm alone", kill: async ({ npm }) => void npm.kill("SIGTERM") },
  { name: "SIGKILL to npm alone", kill: async ({ npm }) => void npm.kill("SIGKILL") },
  {
    name: "SIGKILL to the bootstrap",
    kill: async (_, folder) => tryKill(await processNamed(folder, "bootstrap.cjs start"), "SIGKILL"),
  },
  {
    name: "SIGKILL to the start script",
    kill: async (_, folder) => tryKill(await processNamed(folder, "scripts/start.ts"), "SIGKILL"),
  },
  {
    name: "SIGKILL to the keeper of the runtime",
    kill: async (_, folder) => tryKill(await processNamed(folder, "start/keeper.ts"), "SIGKILL"),
  },
];

describe("nothing is left running after", () => {
  it.for(KILLS)("$name", async ({ kill }, { expect }) => {
    const folder = await temporaryFolder();
    const product = await readyProduct({ folder, port: await freePort() });
    await processNamed(folder, "workerd");
    await kill(product, folder);
    expect(await remainingProcesses(folder)).toEqual([]);
  });
});
