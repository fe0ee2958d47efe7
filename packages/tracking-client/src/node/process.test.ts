import { describe, it, vi } from "vitest";

import { observedClient } from "../client.fixture.ts";
import { idsOf, startTracker, storedAnswer } from "../tracker.fixture.ts";
import { runClient, spoolFolder } from "./spool.fixture.ts";

// Starting a process takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const DOWN = "http://127.0.0.1:9";

/** Tracks fifty thousand events of a quarter KiB, more than the heap of the process holds, no faster than a disk takes them. */
const TRACK_MANY = `
  const client = createTrackingClient({ ...options, logger: () => {} });
  for (let n = 0; n < 50_000; n++) {
    client.trackInteraction({ session_id: "s" + n, user_id: "u", type: "chat", metadata: { note: String(n).padEnd(100) } });
    if (n % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
    while (options.spoolDirectory && n - client.stats.spooled > 5_000) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  console.log(client.stats.queued + " " + client.stats.dropped.queue_full);
  process.exit(0);
`;

/** Tracks one event after the other, and writes how many are tracked and how many are on disk by now. */
const TRACK_ON = `
  const client = createTrackingClient({ ...options, logger: () => {} });
  let count = 0;
  setInterval(() => {
    for (let n = 0; n < 20; n++) client.trackInteraction({ id: "e-" + count++, session_id: "s", user_id: "u", type: "chat" });
    console.log(count + " " + client.stats.spooled);
  }, 2);
`;

describe("a process with a client", () => {
  it.for([
    ["in memory", false, "10000 40000"],
    ["with a spool", true, "50000 0"],
  ] as const)("holds no more than its queue %s, however much is tracked", async ([, hasSpool, counts], { expect }) => {
    const options = { url: DOWN, key: "k", ...(hasSpool && { spoolDirectory: await spoolFolder() }) };
    // Ten thousand events are 6 MiB of heap. A process that needs more than this is ended by Node.
    const tracking = runClient(TRACK_MANY, options, ["--max-old-space-size=20", "--max-semi-space-size=1"]);
    expect([await tracking.ended, tracking.lines()]).toEqual([0, [counts]]);
  });

  it("loses by SIGKILL only what was not due to be on disk", async ({ expect }) => {
    const spoolDirectory = await spoolFolder();
    const options = { url: DOWN, key: "k", spoolDirectory, spoolFlushMillis: 20, maxExportBatchSize: 50 };
    const victim = runClient(TRACK_ON, options);
    await victim.line((line) => Number(line.split(" ")[1]) > 500);
    victim.kill("SIGKILL");
    expect(await victim.ended).toBe("SIGKILL");
    const [tracked = 0, spooled = 0] = victim.lines().at(-1)?.split(" ").map(Number) ?? [];

    const tracker = await startTracker();
    const { client } = observedClient({ url: tracker.url, spoolDirectory });
    expect(await client.flush()).toBe(true);
    const ids = idsOf(tracker.requests);
    expect(ids.length).toBeGreaterThanOrEqual(spooled);
    expect(ids).toEqual(Array.from(ids, (_, index) => `e-${index}`));
    expect(tracked).toBeGreaterThanOrEqual(spooled);
  });

  it("loses nothing by SIGKILL when each event is written at once", async ({ expect }) => {
    const spoolDirectory = await spoolFolder();
    const victim = runClient(TRACK_ON, { url: DOWN, key: "k", spoolDirectory, spoolFlushMillis: 0 });
    await victim.line((line) => Number(line.split(" ")[0]) > 500);
    victim.kill("SIGKILL");
    await victim.ended;
    const [tracked = 0] = victim.lines().at(-1)?.split(" ").map(Number) ?? [];
    const tracker = await startTracker();
    const { client } = observedClient({ url: tracker.url, spoolDirectory });
    await client.flush();
    expect(idsOf(tracker.requests).length).toBeGreaterThanOrEqual(tracked);
  });

  it("has each event arrive in its order, although it is killed again and again and every third answer is lost", async ({
    expect,
  }) => {
    const spoolDirectory = await spoolFolder();
    let requests = 0;
    const tracker = await startTracker((request) => (++requests % 3 === 0 ? null : storedAnswer(request)));
    const options = { url: tracker.url, key: "k", spoolDirectory, spoolFlushMillis: 0, maxExportBatchSize: 50 };
    const retries = { scheduledDelayMillis: 1, retryInitialDelayMillis: 1, retryMaxDelayMillis: 5 };
    const tracked: string[] = [];
    for (const life of ["a", "b", "c", "d"]) {
      const victim = runClient(TRACK_ON.replace('"e-"', `"${life}-"`), { ...options, ...retries });
      await victim.line((line) => Number(line.split(" ")[0]) > 400);
      victim.kill("SIGKILL");
      await victim.ended;
      const count = Number(victim.lines().at(-1)?.split(" ")[0]);
      tracked.push(...Array.from({ length: count }, (_, index) => `${life}-${index}`));
    }
    const { client } = observedClient({ ...options, ...retries });
    expect(await client.flush()).toBe(true);
    const arrived = [...new Set(idsOf(tracker.requests))];
    // What was tracked between its last line and its end may have arrived as well.
    expect(arrived.filter((id) => tracked.includes(String(id)))).toEqual(tracked);
    const bodies = new Map<unknown, string>();
    for (const item of tracker.requests.flatMap(({ items }) => items)) {
      expect(bodies.get(item["id"]) ?? JSON.stringify(item)).toBe(JSON.stringify(item));
      bodies.set(item["id"], JSON.stringify(item));
    }
  });

  it("loses nothing by process.exit with a spool", async ({ expect }) => {
    const spoolDirectory = await spoolFolder();
    const program = `
      const client = createTrackingClient({ ...options, logger: () => {} });
      client.trackInteraction({ id: "last", session_id: "s", user_id: "u", type: "chat" });
      process.exit(3);
    `;
    expect(await runClient(program, { url: DOWN, key: "k", spoolDirectory }).ended).toBe(3);
    const tracker = await startTracker();
    const { client } = observedClient({ url: tracker.url, spoolDirectory });
    await client.flush();
    expect(idsOf(tracker.requests)).toEqual(["last"]);
  });

  it.for([
    ["while nothing was sent yet", { scheduledDelayMillis: 3_600_000 }],
    ["while an answer is waited for", { scheduledDelayMillis: 0 }],
  ] as const)("ends when it has nothing else to do, %s", async ([, options], { expect }) => {
    const tracker = await startTracker(() => "silence");
    const spoolDirectory = await spoolFolder();
    const program = `
      const client = createTrackingClient({ ...options, logger: () => {} });
      client.trackInteraction({ session_id: "s", user_id: "u", type: "chat" });
      setTimeout(() => console.log("done"), 100);
    `;
    const ending = runClient(program, { url: tracker.url, key: "k", spoolDirectory, ...options });
    expect(await ending.ended).toBe(0);
    expect(ending.lines()).toEqual(["done"]);
  });

  it("waits for a flush that somebody awaits", async ({ expect }) => {
    const tracker = await startTracker();
    const program = `
      const client = createTrackingClient(options);
      client.trackInteraction({ id: "a", session_id: "s", user_id: "u", type: "chat" });
      console.log(await client.close());
    `;
    const process = runClient(program, { url: tracker.url, key: "k" });
    expect([await process.ended, process.lines()]).toEqual([0, ["true"]]);
    expect(idsOf(tracker.requests)).toEqual(["a"]);
  });

  it("sends what it has and then ends by the signal, when it is asked to", async ({ expect }) => {
    const tracker = await startTracker();
    const program = `
      const client = createTrackingClient(options);
      client.trackInteraction({ id: "a", session_id: "s", user_id: "u", type: "chat" });
      setInterval(() => {}, 1000);
      console.log("up");
    `;
    const process = runClient(program, { url: tracker.url, key: "k", shutdownSignals: ["SIGTERM"] });
    await process.line((line) => line === "up");
    process.kill("SIGTERM");
    expect(await process.ended).toBe("SIGTERM");
    expect(idsOf(tracker.requests)).toEqual(["a"]);
  });

  it("goes on taking and sending while its own listener has work to end", async ({ expect }) => {
    const tracker = await startTracker();
    const program = `
      const client = createTrackingClient(options);
      const track = (id) => client.trackInteraction({ id, session_id: "s", user_id: "u", type: "chat" });
      track("before");
      process.on("SIGTERM", () => {
        setTimeout(() => track("after"), 300);
        setTimeout(() => process.exit(0), 1300);
      });
      console.log("up");
      setInterval(() => {}, 1000);
    `;
    const options = { url: tracker.url, key: "k", shutdownSignals: ["SIGTERM"], scheduledDelayMillis: 200 };
    const process = runClient(program, options);
    await process.line((line) => line === "up");
    process.kill("SIGTERM");
    expect(await process.ended).toBe(0);
    expect(idsOf(tracker.requests)).toEqual(["before", "after"]);
  });

  it("ends by the signal when the last of its clients has sent what it has", async ({ expect }) => {
    const tracker = await startTracker();
    const slow = await startTracker();
    slow.answer = (request) => (slow.requests.length === 1 ? { status: 503, body: "" } : storedAnswer(request));
    const retries = { retryInitialDelayMillis: 300, retryMaxDelayMillis: 300 };
    const program = `
      for (const url of [options.url, options.slowUrl]) {
        const client = createTrackingClient({ ...options, url, logger: () => {} });
        client.trackInteraction({ id: "a", session_id: "s", user_id: "u", type: "chat" });
      }
      setInterval(() => {}, 1000);
      console.log("up");
    `;
    const options = { url: tracker.url, slowUrl: slow.url, key: "k", shutdownSignals: ["SIGTERM"], ...retries };
    const process = runClient(program, options);
    await process.line((line) => line === "up");
    process.kill("SIGTERM");
    expect(await process.ended).toBe("SIGTERM");
    expect(idsOf(tracker.requests)).toEqual(["a"]);
    // The first request was not taken, so it was sent once more.
    expect(idsOf(slow.requests)).toEqual(["a", "a"]);
  });

  it("is not held by a tracker when it is asked to end a second time", async ({ expect }) => {
    const tracker = await startTracker(() => "silence");
    const program = `
      for (const count of [1, 2]) {
        const client = createTrackingClient({ ...options, logger: () => {} });
        client.trackInteraction({ id: "a-" + count, session_id: "s", user_id: "u", type: "chat" });
      }
      setInterval(() => {}, 1000);
      console.log("up");
    `;
    const process = runClient(program, { url: tracker.url, key: "k", shutdownSignals: ["SIGINT"] });
    await process.line((line) => line === "up");
    process.kill("SIGINT");
    while (tracker.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    process.kill("SIGINT");
    expect(await process.ended).toBe("SIGINT");
  });
});
