import { describe, it } from "vitest";

import {
  freePort,
  processesOf,
  processNamed,
  type Product,
  readyProduct,
  remainingProcesses,
  migratedFolder,
  tryKill,
} from "./product.ts";

type Kill = { name: string; kill: (product: Product, folder: string) => Promise<void> };

const killNamed = (text: string) => async (_: Product, folder: string) =>
  tryKill(await processNamed(folder, text), "SIGKILL");

const interruptTerminal = async ({ npm }: Product) => {
  if (npm.pid !== undefined) tryKill(-npm.pid, "SIGINT");
};

const KILLS: Kill[] = [
  {
    name: "Ctrl-C in the terminal, which signals npm and all it started",
    kill: interruptTerminal,
  },
  {
    name: "Ctrl-C while the runtime hangs",
    kill: async (product, folder) => {
      for (const { pid, commandLine } of await processesOf(folder)) {
        if (commandLine.includes("workerd serve")) tryKill(pid, "SIGSTOP");
      }
      await interruptTerminal(product);
    },
  },
  { name: "SIGTERM to npm alone", kill: async ({ npm }) => void npm.kill("SIGTERM") },
  { name: "SIGKILL to npm alone", kill: async ({ npm }) => void npm.kill("SIGKILL") },
  { name: "SIGKILL to the bootstrap", kill: killNamed("bootstrap.cjs start") },
  { name: "SIGKILL to the start script", kill: killNamed("scripts/start.ts") },
  {
    name: "SIGKILL to the start script and the keeper of the runtime",
    kill: async (_, folder) => {
      const pids = await Promise.all(["scripts/start.ts", "start/keeper.ts"].map((text) => processNamed(folder, text)));
      for (const pid of pids) tryKill(pid, "SIGKILL");
    },
  },
];

describe("nothing is left running", () => {
  it("whichever of its processes is killed", { timeout: 500_000 }, async ({ expect }) => {
    const folder = await migratedFolder();
    for (const { name, kill } of KILLS) {
      const product = await readyProduct({ folder, port: await freePort() });
      await processNamed(folder, "workerd serve");
      await kill(product, folder);
      expect(await remainingProcesses(folder), name).toEqual([]);
    }
  });
});
