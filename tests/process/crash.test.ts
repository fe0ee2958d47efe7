import { setTimeout as sleep } from "node:timers/promises";

import { it } from "vitest";
import * as z from "zod";

import { freePort, processNamed, type Product, readyProduct, temporaryFolder, trackKeyOf, tryKill } from "./product.ts";
import { join } from "node:path";
import { readFile } from "node:fs/promises";

const EVENTS = 1_000;
const CLIENTS = 8;
const SessionDetail = z.object({ interaction_count: z.int() });

/** Sends an event until it is acknowledged, over whatever happens to the product meanwhile. */
async function sendUntilAcknowledged(target: { product: Product }, key: string, index: number): Promise<void> {
  const body = JSON.stringify({ id: `crash-${index}`, session_id: "crash", user_id: "ada", type: "chat" });
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  for (;;) {
    try {
      const url = `http://127.0.0.1:${target.product.port}/track/interaction`;
      const signal = AbortSignal.timeout(5_000);
      const response = await fetch(url, { method: "POST", headers, body, signal });
      if (response.ok) return;
    } catch {
      // The runtime is down; the same event goes out again with the same id.
    }
    await sleep(100);
  }
}

it("counts each of 1,000 acknowledged events once, although the runtime is killed while they are sent", async ({
  expect,
}) => {
  const folder = await temporaryFolder();
  const target = { product: await readyProduct({ folder, port: await freePort() }) };
  const key = trackKeyOf(target.product);
  const progress = { next: 0, acknowledged: 0 };
  const client = async () => {
    while (progress.next < EVENTS) {
      await sendUntilAcknowledged(target, key, progress.next++);
      progress.acknowledged += 1;
    }
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, client));

  while (progress.acknowledged < 250) await sleep(5);
  tryKill(await processNamed(folder, "workerd serve"), "SIGKILL");
  tryKill(await processNamed(folder, "start/keeper.ts"), "SIGKILL");
  await target.product.ended;
  expect(progress.acknowledged).toBeLessThan(EVENTS);
  target.product = await readyProduct({ folder, port: await freePort() });
  await clients;

  const token = (await readFile(join(folder, "admin-token"), "utf8")).trim();
  const response = await fetch(`http://127.0.0.1:${target.product.port}/api/sessions/crash`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(SessionDetail.parse(await response.json()).interaction_count).toBe(EVENTS);
  target.product.npm.kill("SIGTERM");
  await target.product.ended;
});
