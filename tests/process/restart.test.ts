import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { it } from "vitest";

import {
  freePort,
  processesOf,
  type Product,
  readyProduct,
  remainingProcesses,
  migratedFolder,
  trackKeyOf,
  tryKill,
} from "./product.ts";

const CRASHES = 3;

const readyLines = ({ output, port }: Product) => output().split(`\nready http://localhost:${port}`).length - 1;

async function signalRuntime(folder: string, signal: NodeJS.Signals): Promise<void> {
  for (const { pid, commandLine } of await processesOf(folder)) {
    if (commandLine.includes("workerd serve")) tryKill(pid, signal);
  }
}

it("a start whose runtime crashes three times at once gives up, says so in one sentence and leaves nothing", async ({
  expect,
}) => {
  const folder = await migratedFolder();
  const product = await readyProduct({ folder, port: await freePort() });
  for (let crash = 1; crash <= CRASHES; crash += 1) {
    while (readyLines(product) < crash && product.npm.exitCode === null) await sleep(50);
    await signalRuntime(folder, "SIGKILL");
  }
  expect(await product.ended).toBe(1);
  expect(readyLines(product)).toBe(CRASHES);
  expect(product.output()).toContain(`\nThe runtime keeps ending: see ${folder}/logs/runtime.log.\n`);
  expect(await remainingProcesses(folder)).toEqual([]);
});

it("a runtime that hangs is started again, and what it acknowledged is there", async ({ expect }) => {
  const folder = await migratedFolder();
  const product = await readyProduct({ folder, port: await freePort(), flags: ["--silence", "5"] });
  const url = `http://127.0.0.1:${product.port}`;
  const recorded = await fetch(`${url}/track/interaction`, {
    method: "POST",
    headers: { authorization: `Bearer ${trackKeyOf(product)}`, "content-type": "application/json" },
    body: JSON.stringify({ session_id: "hang", user_id: "ada", type: "chat" }),
  });
  expect(recorded.status).toBe(201);

  await signalRuntime(folder, "SIGSTOP");
  while (readyLines(product) < 2 && product.npm.exitCode === null) await sleep(50);
  expect(product.output()).toContain("\nThe runtime has not answered for 5 seconds and is started again…\n");
  const token = (await readFile(join(folder, "admin-token"), "utf8")).trim();
  const response = await fetch(`${url}/api/sessions/hang`, { headers: { authorization: `Bearer ${token}` } });
  expect(await response.json()).toMatchObject({ id: "hang", interaction_count: 1 });
  product.npm.kill("SIGTERM");
  await product.ended;
  expect(await remainingProcesses(folder)).toEqual([]);
});
