import { setTimeout as sleep } from "node:timers/promises";

import { it } from "vitest";

import {
  freePort,
  processesOf,
  type Product,
  readyProduct,
  remainingProcesses,
  temporaryFolder,
  tryKill,
} from "./product.ts";

const CRASHES = 3;

const readyLines = ({ output, port }: Product) => output().split(`\nready http://localhost:${port}`).length - 1;

async function crashRuntime(folder: string): Promise<void> {
  for (const { pid, commandLine } of await processesOf(folder)) {
    if (commandLine.includes("workerd serve")) tryKill(pid, "SIGKILL");
  }
}

it("a start whose runtime crashes three times at once gives up, says so in one sentence and leaves nothing", async ({
  expect,
}) => {
  const folder = await temporaryFolder();
  const product = await readyProduct({ folder, port: await freePort() });
  for (let crash = 1; crash <= CRASHES; crash += 1) {
    while (readyLines(product) < crash && product.npm.exitCode === null) await sleep(50);
    await crashRuntime(folder);
  }
  expect(await product.ended).toBe(1);
  expect(readyLines(product)).toBe(CRASHES);
  expect(product.output()).toContain(`\nThe runtime keeps ending: see ${folder}/logs/runtime.log.\n`);
  expect(await remainingProcesses(folder)).toEqual([]);
});
