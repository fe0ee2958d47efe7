import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { describe, it } from "vitest";
import * as z from "zod";

import { freePort, processesOf, type Product, readyProduct, migratedFolder, trackKeyOf, tryKill } from "./product.ts";

const EVENTS = 1_000;
const CLIENTS = 8;
const SessionDetail = z.object({ interaction_count: z.int() });
const InteractionPage = z.object({ data: z.array(z.object({ id: z.string() })) });

const idOf = (index: number) => `crash-${index}`;

/** Sends an event until it is acknowledged, over whatever happens to the product meanwhile. */
async function sendUntilAcknowledged(port: number, key: string, index: number): Promise<void> {
  const body = JSON.stringify({ id: idOf(index), session_id: "crash", user_id: "ada", type: "chat" });
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  for (;;) {
    try {
      const signal = AbortSignal.timeout(5_000);
      const response = await fetch(`http://127.0.0.1:${port}/track/interaction`, {
        method: "POST",
        headers,
        body,
        signal,
      });
      if (response.ok) return;
    } catch {
      // The runtime is down; the same event goes out again with the same id.
    }
    await sleep(100);
  }
}

/** Clients that send all events; `acknowledged` grows with each, `sent` resolves after the last. */
function sendEvents(product: Product): { acknowledged: () => number; sent: Promise<unknown> } {
  const key = trackKeyOf(product);
  let next = 0;
  let acknowledged = 0;
  const client = async () => {
    while (next < EVENTS) {
      await sendUntilAcknowledged(product.port, key, next++);
      acknowledged += 1;
    }
  };
  return { acknowledged: () => acknowledged, sent: Promise.all(Array.from({ length: CLIENTS }, client)) };
}

/** The count that the session keeps, and the ids of the interactions that are stored. */
async function readSession(folder: string, port: number): Promise<{ count: number; ids: string[] }> {
  const token = (await readFile(join(folder, "admin-token"), "utf8")).trim();
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${token}` } });
    return await response.json();
  };
  const { interaction_count: count } = SessionDetail.parse(await get("/api/sessions/crash"));
  const pages = [0, 500, 1000].map((offset) => get(`/api/interactions?session_id=crash&limit=500&offset=${offset}`));
  const ids = (await Promise.all(pages)).flatMap((page) => InteractionPage.parse(page).data.map(({ id }) => id));
  return { count, ids: ids.toSorted() };
}

const ALL_IDS = Array.from({ length: EVENTS }, (_, index) => idOf(index)).toSorted();

/** Kills at once every process of this folder whose command line holds one of these texts. */
async function killAll(folder: string, texts: string[]): Promise<void> {
  for (const { pid, commandLine } of await processesOf(folder)) {
    if (texts.some((text) => commandLine.includes(text))) tryKill(pid, "SIGKILL");
  }
}

describe("each of 1,000 events is there once after it was acknowledged", () => {
  it("although the runtime is killed meanwhile and comes back by itself", async ({ expect }) => {
    const folder = await migratedFolder();
    const product = await readyProduct({ folder, port: await freePort() });
    const events = sendEvents(product);
    while (events.acknowledged() < 250) await sleep(5);
    await killAll(folder, ["workerd serve"]);
    expect(events.acknowledged()).toBeLessThan(EVENTS);
    await events.sent;
    expect(product.output()).toContain("The runtime ended and is started again…");
    expect(await readSession(folder, product.port)).toEqual({ count: EVENTS, ids: ALL_IDS });
    product.npm.kill("SIGTERM");
    await product.ended;
  });

  it("although all but the runtime is killed meanwhile and then started again", async ({ expect }) => {
    const folder = await migratedFolder();
    const port = await freePort();
    const first = await readyProduct({ folder, port });
    const events = sendEvents(first);
    while (events.acknowledged() < 250) await sleep(5);
    await killAll(folder, ["npm", "bootstrap.cjs", "start.ts", "keeper.ts", "wrangler"]);
    await first.ended;
    expect(events.acknowledged()).toBeLessThan(EVENTS);
    const second = await readyProduct({ folder, port });
    await events.sent;
    expect(await readSession(folder, port)).toEqual({ count: EVENTS, ids: ALL_IDS });
    second.npm.kill("SIGTERM");
    await second.ended;
    expect(await processesOf(folder)).toEqual([]);
  });
});
