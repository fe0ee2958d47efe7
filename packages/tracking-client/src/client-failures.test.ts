import { describe, it, vi } from "vitest";

import { eventOf, observedClient } from "./client.fixture.ts";
import { createTrackingClient } from "./node.ts";
import { type Answer, idsOf, type SeenRequest, startTracker, storedAnswer } from "./tracker.fixture.ts";

vi.setConfig({ testTimeout: 60_000 });

const IDS = ["a", "b", "c"];

/** Answers the first requests with these, and then stores. */
function first(...answers: Answer[]): (request: SeenRequest) => Answer {
  return (request) => (answers.length > 0 ? (answers.shift() ?? null) : storedAnswer(request));
}

describe("a tracking client sends the same events again", () => {
  it.for([
    ["hangs up", [null, null], 2],
    ["answers 500", [{ status: 500, body: "" }], 1],
    ["answers 502, 503 and 504", [{ status: 502 }, { status: 503 }, { status: 504 }], 3],
    ["answers 429", [{ status: 429, body: '{"code":"rate_limited"}' }], 1],
    ["refuses the key", [{ status: 401, body: '{"detail":"no"}' }, { status: 403 }], 2],
    [
      "is not there",
      [
        { status: 404, body: "<h1>Not Found</h1>" },
        { status: 301, headers: { location: "/" } },
      ],
      2,
    ],
    ["answers 400 with a page of some proxy", [{ status: 400, body: "<h1>plain HTTP to an HTTPS port</h1>" }], 1],
    ["answers 413 with a page of some proxy", [{ status: 413, body: "<h1>too large</h1>" }], 1],
    ["answers 422 as something else", [{ status: 422, body: '{"detail":"no"}' }], 1],
    ["answers 200 with a page of some proxy", [{ status: 200, body: "<h1>Welcome</h1>" }], 1],
    ["answers 200 for another number of events", [{ status: 200, body: '{"results":[{"status":"recorded"}]}' }], 1],
    ["answers 200 with results that are none", [{ status: 200, body: '{"results":[null,1,"x"]}' }], 1],
  ] as const)("when the tracker %s", async ([, answers, failures], { expect }) => {
    const tracker = await startTracker(first(...answers));
    const { client, failures: told } = observedClient({ url: tracker.url });
    for (const id of IDS) client.trackInteraction(eventOf(id));
    expect(await client.flush()).toBe(true);
    expect(tracker.requests.map((request) => idsOf([request]))).toEqual(
      Array.from({ length: failures + 1 }, () => IDS),
    );
    const [body, ...others] = tracker.requests.map((request) => request.body);
    for (const other of others) expect(other).toBe(body);
    expect(told).toHaveLength(failures);
    expect(client.stats).toMatchObject({ sent: 3, failedRequests: failures, requests: failures + 1 });
  });

  it("when the tracker gives no answer in time", async ({ expect }) => {
    const tracker = await startTracker(first("silence"));
    const { client } = observedClient({ url: tracker.url, exportTimeoutMillis: 500 });
    client.trackInteraction(eventOf("a"));
    expect(await client.flush({ timeoutMillis: 30_000 })).toBe(true);
    expect(idsOf(tracker.requests).slice(0, 2)).toEqual(["a", "a"]);
  });

  it("when an answer is cut off", async ({ expect }) => {
    const tracker = await startTracker(
      first({ status: 200, headers: { "content-length": "500" }, body: '{"results":' }),
    );
    const { client } = observedClient({ url: tracker.url, exportTimeoutMillis: 500 });
    client.trackInteraction(eventOf("a"));
    expect(await client.flush({ timeoutMillis: 30_000 })).toBe(true);
    expect(idsOf(tracker.requests).slice(0, 2)).toEqual(["a", "a"]);
  });

  it("when nobody listened before", async ({ expect }) => {
    const tracker = await startTracker();
    const port = new URL(tracker.url).port;
    let isUp = false;
    const send = async (url: string, init: RequestInit) =>
      await fetch(isUp ? url : url.replace(`:${port}`, ":9"), init);
    const { client, lines, failures } = observedClient({ url: tracker.url, fetch: send });
    client.trackInteraction(eventOf("a"));
    expect(await client.flush({ timeoutMillis: 50 })).toBe(false);
    await vi.waitUntil(() => failures.length > 0, { timeout: 30_000 });
    expect(client.stats).toMatchObject({ queued: 1, sent: 0 });
    isUp = true;
    expect(await client.flush()).toBe(true);
    expect(idsOf(tracker.requests)).toEqual(["a"]);
    expect(lines).toHaveLength(1);
  });
});

describe("a tracking client", () => {
  it("waits as long as the tracker asks for, a flush or not", async ({ expect }) => {
    const tracker = await startTracker(first({ status: 503, headers: { "retry-after": "3600" }, body: "{}" }));
    const { client, failures } = observedClient({ url: tracker.url });
    client.trackInteraction(eventOf("a"));
    expect(await client.flush({ timeoutMillis: 100 })).toBe(false);
    await vi.waitUntil(() => failures.length > 0, { timeout: 30_000 });
    expect(await client.flush({ timeoutMillis: 100 })).toBe(false);
    expect(tracker.requests).toHaveLength(1);
  });

  it("does not wait for its own back-off when it is flushed", async ({ expect }) => {
    const tracker = await startTracker(first({ status: 500 }));
    const slow = { retryInitialDelayMillis: 3_600_000, retryMaxDelayMillis: 3_600_000 };
    const { client, failures } = observedClient({ url: tracker.url, ...slow });
    client.trackInteraction(eventOf("a"));
    expect(await client.flush({ timeoutMillis: 100 })).toBe(false);
    await vi.waitUntil(() => failures.length > 0, { timeout: 30_000 });
    expect(await client.flush()).toBe(true);
    expect(tracker.requests).toHaveLength(2);
  });

  it("says once that the key is refused", async ({ expect }) => {
    const tracker = await startTracker(first(...Array.from({ length: 10 }, () => ({ status: 401, body: "{}" }))));
    const { client, lines, failures } = observedClient({ url: tracker.url });
    client.trackInteraction(eventOf("a"));
    await client.flush();
    expect(failures).toHaveLength(10);
    expect(lines).toEqual(["voygent tracking: the tracker took nothing, 1 events wait: status 401"]);
  });

  it("writes to the console when its host names no log, and only once in a minute", async ({ expect }) => {
    const tracker = await startTracker(first({ status: 500 }));
    const warn = vi.spyOn(globalThis.console, "warn").mockReturnValue();
    const client = createTrackingClient({ url: tracker.url, key: "k", retryMaxDelayMillis: 1 });
    Reflect.apply(client.trackInteraction, client, [{}]);
    client.trackInteraction(eventOf("a"));
    await client.close();
    const lines = warn.mock.calls.flat();
    warn.mockRestore();
    expect(lines).toEqual(["voygent tracking: gave up an event (invalid): session_id is not a text"]);
  });

  it("gives up what is left when time is up at its close", async ({ expect }) => {
    const tracker = await startTracker(() => "silence");
    const { client, drops } = observedClient({ url: tracker.url });
    for (const id of IDS) client.trackInteraction(eventOf(id));
    expect(await client.close({ timeoutMillis: 50 })).toBe(false);
    expect(drops).toEqual([{ reason: "closed", count: 3, id: null, detail: "time was up at the close" }]);
  });

  it("takes a full queue of the tracker for stored", async ({ expect }) => {
    const tracker = await startTracker(() => ({ status: 202, body: '{"status":"queued"}' }));
    const { client } = observedClient({ url: tracker.url });
    for (const id of IDS) client.trackInteraction(eventOf(id));
    client.startSession({ session_id: "s", user_id: "u" });
    expect(await client.flush()).toBe(true);
    expect(client.stats).toMatchObject({ sent: 4, queued: 0 });
  });
});
