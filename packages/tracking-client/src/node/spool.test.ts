import { appendFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { describe, it, vi } from "vitest";

import { eventOf, observedClient } from "../client.fixture.ts";
import { idsOf, startTracker } from "../tracker.fixture.ts";
import { spoolFolder } from "./spool.fixture.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Nobody listens there. */
const DOWN = "http://127.0.0.1:9";

const idsUpTo = (count: number) => Array.from({ length: count }, (_, index) => `e-${index}`);

describe("the spool", () => {
  it("keeps what could not be sent for the next client, with its ids and in its order", async ({ expect }) => {
    const spoolDirectory = await spoolFolder();
    const first = observedClient({ url: DOWN, spoolDirectory, maxExportBatchSize: 7 });
    first.client.startSession({ session_id: "s", user_id: "u" });
    for (const id of idsUpTo(30)) first.client.trackInteraction(eventOf(id));
    expect(await first.client.close({ timeoutMillis: 50 })).toBe(false);
    expect(first.drops).toEqual([]);

    const tracker = await startTracker();
    const second = observedClient({ url: tracker.url, spoolDirectory });
    second.client.trackInteraction(eventOf("new"));
    expect(await second.client.flush()).toBe(true);
    expect(tracker.requests[0]?.path).toBe("/track/session/start");
    expect(idsOf(tracker.requests.slice(1))).toEqual([...idsUpTo(30), "new"]);
    expect(second.client.stats).toMatchObject({ adopted: 31, sent: 32, queued: 0, spooledBytes: 0 });
    await second.client.close();
    expect(await readdir(spoolDirectory)).toEqual([]);
  });

  it("keeps scores and what takes them back as well", async ({ expect }) => {
    const spoolDirectory = await spoolFolder();
    const first = observedClient({ url: DOWN, spoolDirectory });
    first.client.trackScore({ id: "s-1", traceId: "1", name: "user-feedback", value: 0 });
    first.client.removeScore("s-1");
    await first.client.close({ timeoutMillis: 0 });
    const tracker = await startTracker();
    await observedClient({ url: tracker.url, spoolDirectory }).client.flush();
    expect(tracker.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /api/public/scores",
      "DELETE /api/public/scores/s-1",
    ]);
  });

  it("writes nothing for what was acknowledged before it was due", async ({ expect }) => {
    const spoolDirectory = await spoolFolder();
    const tracker = await startTracker();
    const { client } = observedClient({ url: tracker.url, spoolDirectory });
    client.trackInteraction(eventOf("a"));
    await client.flush();
    expect(client.stats).toMatchObject({ sent: 1, spooled: 0, spooledBytes: 0 });
    expect(await readdir(spoolDirectory)).toEqual([expect.stringMatching(/\.lock$/)]);
  });

  it("has an event on disk when the call returns, if it shall not be in memory only", async ({ expect }) => {
    const spoolDirectory = await spoolFolder();
    const { client } = observedClient({ url: DOWN, spoolDirectory, spoolFlushMillis: 0, spoolFsync: true });
    client.trackInteraction(eventOf("a"));
    expect(client.stats.spooled).toBe(1);
    const name = (await readdir(spoolDirectory)).find((each) => each.endsWith(".ndjson")) ?? "";
    expect(await readFile(join(spoolDirectory, name), "utf8")).toMatch(/^interaction \{"id":"a".*\}\n$/);
  });

  it("holds ten times of what memory may hold", async ({ expect }) => {
    const spoolDirectory = await spoolFolder();
    const tracker = await startTracker();
    let isUp = false;
    const send = async (url: string, init: RequestInit) => await fetch(isUp ? url : DOWN, init);
    const limits = { maxQueueSize: 400, maxQueueBytes: 100_000, maxExportBatchSize: 100 };
    const { client, drops } = observedClient({ url: tracker.url, spoolDirectory, fetch: send, ...limits });
    for (const id of idsUpTo(4000)) {
      client.trackInteraction(eventOf(id));
      expect(client.stats.queuedBytes).toBeLessThanOrEqual(100_000);
    }
    expect(client.stats.queued).toBe(4000);
    isUp = true;
    expect(await client.flush()).toBe(true);
    expect(idsOf(tracker.requests)).toEqual(idsUpTo(4000));
    expect(drops).toEqual([]);
    expect(client.stats).toMatchObject({ queued: 0, queuedBytes: 0, spooledBytes: 0 });
  });

  it("gives up the oldest when its disk space is used up", async ({ expect }) => {
    const spoolDirectory = await spoolFolder();
    const tracker = await startTracker();
    const limits = { maxSpoolBytes: 20_000, spoolFlushMillis: 0, maxExportBatchSize: 10 };
    const first = observedClient({ url: DOWN, spoolDirectory, ...limits });
    for (const id of idsUpTo(1000)) {
      first.client.trackInteraction(eventOf(id));
      expect(first.client.stats.spooledBytes).toBeLessThanOrEqual(20_000);
    }
    await first.client.close({ timeoutMillis: 0 });
    const { accepted, dropped } = first.client.stats;
    const second = observedClient({ url: tracker.url, spoolDirectory });
    await second.client.flush();
    const left = idsUpTo(accepted).slice(dropped.queue_full);
    expect(idsOf(tracker.requests)).toEqual(left);
    expect(left.length).toBeGreaterThan(50);
    expect(first.drops.every(({ reason }) => reason === "queue_full")).toBe(true);
  });

  it("reads on behind lines that are torn or strange", async ({ expect }) => {
    const spoolDirectory = await spoolFolder();
    const lines = [
      `interaction ${JSON.stringify(eventOf("a"))}`,
      "interaction {broken",
      "secret {}",
      "",
      "interaction 7",
      `interaction ${JSON.stringify(eventOf("b"))}`,
      `interaction ${JSON.stringify(eventOf("torn")).slice(0, 20)}`,
    ];
    await writeFile(join(spoolDirectory, "000000000000001-000000000-ab.7-cd.ndjson"), lines.join("\n"));
    await writeFile(join(spoolDirectory, "000000000000002-000000000-ab.7-cd.ndjson"), "");
    await writeFile(join(spoolDirectory, "not-ours.txt"), "left alone");
    const tracker = await startTracker();
    const { client, drops } = observedClient({ url: tracker.url, spoolDirectory });
    client.trackInteraction(eventOf("c"));
    expect(await client.flush()).toBe(true);
    expect(idsOf(tracker.requests)).toEqual(["a", "b", "c"]);
    expect(drops).toEqual([
      { reason: "unreadable", count: 4, id: null, detail: "4 lines in the spool cannot be read" },
    ]);
    await client.close();
    expect(await readdir(spoolDirectory)).toEqual(["not-ours.txt"]);
  });

  it("falls back to memory, and says so once, when it cannot write", async ({ expect }) => {
    const folder = await spoolFolder();
    const file = join(folder, "a-file");
    await writeFile(file, "");
    const tracker = await startTracker();
    const spoolDirectory = join(file, "below");
    const { client, lines, drops } = observedClient({
      url: tracker.url,
      spoolDirectory,
      spoolFlushMillis: 0,
      maxQueueSize: 8,
    });
    for (const id of idsUpTo(6)) client.trackInteraction(eventOf(id));
    expect(await client.flush()).toBe(true);
    expect(idsOf(tracker.requests)).toEqual(idsUpTo(6));
    expect(lines).toEqual([expect.stringContaining("events are kept in memory")]);
    for (const id of idsUpTo(100)) client.trackInteraction(eventOf(id));
    expect(client.stats.queued).toBeLessThanOrEqual(8);
    expect(client.stats.queued + client.stats.dropped.queue_full).toBe(100);
    expect(drops[0]?.reason).toBe("queue_full");
  });

  it("keeps what is in memory when its folder goes away", async ({ expect }) => {
    const folder = await spoolFolder();
    const spoolDirectory = join(folder, "spool");
    const tracker = await startTracker();
    const { client } = observedClient({ url: tracker.url, spoolDirectory, spoolFlushMillis: 1 });
    await rm(spoolDirectory, { recursive: true });
    for (const id of idsUpTo(10)) client.trackInteraction(eventOf(id));
    await sleep(20);
    expect(await client.flush()).toBe(true);
    expect(idsOf(tracker.requests)).toEqual(idsUpTo(10));
  });

  it("leaves the files of a living client alone", async ({ expect }) => {
    const spoolDirectory = await spoolFolder();
    const tracker = await startTracker();
    const one = observedClient({ url: DOWN, spoolDirectory, spoolFlushMillis: 0 });
    one.client.trackInteraction(eventOf("of-one"));
    const two = observedClient({ url: tracker.url, spoolDirectory });
    two.client.trackInteraction(eventOf("of-two"));
    expect(await two.client.flush()).toBe(true);
    expect(idsOf(tracker.requests)).toEqual(["of-two"]);
    expect(one.client.stats.queued).toBe(1);
  });

  it("takes over the files of a dead process once, of several clients that try", async ({ expect }) => {
    const spoolDirectory = await spoolFolder();
    for (let index = 0; index < 50; index++) {
      const order = `00000000000000${index % 10}-${String(index).padStart(9, "0")}-ab`;
      const file = join(spoolDirectory, `${order}.7-dead.ndjson`);
      await appendFile(file, `interaction ${JSON.stringify(eventOf(`e-${index}`))}\n`);
    }
    const tracker = await startTracker();
    const clients = Array.from({ length: 5 }, () => observedClient({ url: tracker.url, spoolDirectory }));
    await Promise.all(clients.map(({ client }) => client.flush()));
    const ids = idsOf(tracker.requests);
    expect([ids.length, new Set(ids)]).toEqual([50, new Set(idsUpTo(50))]);
    expect(clients.reduce((sum, { client }) => sum + client.stats.adopted, 0)).toBe(50);
  });
});
