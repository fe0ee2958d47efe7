import { describe, it, onTestFinished, vi } from "vitest";

import { eventOf, observedClient } from "./client.fixture.ts";
import { idsOf, type SeenRequest, startTracker, storedAnswer } from "./tracker.fixture.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Answers each request with the next of these, and the last of them to all further ones. */
function inTurn(
  ...answers: ReturnType<typeof storedAnswer>[]
): (request: SeenRequest) => ReturnType<typeof storedAnswer> {
  let turn = 0;
  return (request) => answers[turn++] ?? storedAnswer(request);
}

function boom(): never {
  throw new Error("boom");
}

describe("a tracking client", () => {
  it("sends what it is given in its order, with its key", async ({ expect }) => {
    const tracker = await startTracker();
    const { client } = observedClient({ url: `${tracker.url}/` });
    for (const id of ["a", "b", "c"]) expect(client.trackInteraction(eventOf(id))).toBe(id);
    expect(await client.flush()).toBe(true);
    expect(tracker.requests.map(({ path }) => path)).toEqual(["/track/batch"]);
    expect(tracker.requests[0]?.authorization).toBe("Bearer vk_test");
    expect(idsOf(tracker.requests)).toEqual(["a", "b", "c"]);
    expect(client.stats).toMatchObject({ accepted: 3, sent: 3, queued: 0, queuedBytes: 0, requests: 1 });
  });

  it("gives an event an id, the time of the call and the client's source", async ({ expect }) => {
    const tracker = await startTracker();
    const { client } = observedClient({ url: tracker.url, source: "shop", environment: "staging" });
    const before = Date.now();
    const id = client.trackInteraction({ session_id: "s", user_id: "u", type: "api" });
    const after = Date.now();
    await client.flush();
    const item = tracker.requests[0]?.items[0];
    expect(item).toMatchObject({ id, source: "shop", environment: "staging" });
    expect(Date.parse(String(item?.["timestamp"]))).toBeGreaterThanOrEqual(before);
    expect(Date.parse(String(item?.["timestamp"]))).toBeLessThanOrEqual(after);
  });

  it("sends what an event was when it was tracked, whatever becomes of the object", async ({ expect }) => {
    const tracker = await startTracker();
    const { client } = observedClient({ url: tracker.url });
    const event = eventOf("a", { metadata: { agent: "one" } });
    client.trackInteraction(event);
    event.user_id = "bob";
    event.metadata = { agent: "two" };
    await client.flush();
    expect(tracker.requests[0]?.items[0]).toMatchObject({ user_id: "ada", metadata: { agent: "one" } });
  });

  it("sends sessions between the interactions before and after them", async ({ expect }) => {
    const tracker = await startTracker();
    const { client } = observedClient({ url: tracker.url });
    client.startSession({ session_id: "s", user_id: "u" });
    client.trackInteraction(eventOf("a"));
    client.trackInteraction(eventOf("b"));
    client.endSession({ session_id: "s" });
    client.trackInteraction(eventOf("c"));
    await client.flush();
    const paths = tracker.requests.map(({ path }) => path);
    expect(paths).toEqual(["/track/session/start", "/track/batch", "/track/session/end", "/track/batch"]);
    expect(tracker.requests[2]?.items[0]?.["ended_at"]).toMatch(/Z$/);
  });

  it.for([
    ["again where the tracker may have its events in a queue", { status: 202, body: '{"status":"queued"}' }, 2, 0],
    ["once where the tracker stores them at once", null, 0, 1],
  ] as const)(
    "sends the end of a session that the tracker does not know %s",
    async ([, queued, again, dropped], { expect }) => {
      let absent = 2;
      const tracker = await startTracker((request) => {
        if (request.path !== "/track/session/end") return queued ?? storedAnswer(request);
        absent -= 1;
        return absent < 0 ? storedAnswer(request) : { status: 404, body: '{"code":"not_found"}' };
      });
      const { client } = observedClient({ url: tracker.url });
      client.trackInteraction(eventOf("a"));
      client.endSession({ session_id: "conv-7" });
      client.trackInteraction(eventOf("b"));
      expect(await client.flush()).toBe(true);
      const ends = tracker.requests.filter(({ path }) => path === "/track/session/end");
      expect([ends.length, client.stats.dropped.rejected]).toEqual([again + 1, dropped]);
      expect(tracker.requests.map(({ path }) => path).at(-1)).toBe("/track/batch");
    },
  );

  it("gives the end of a session up that is still not known a minute after the last event was queued", async ({
    expect,
  }) => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const tracker = await startTracker(({ path }) => {
      if (path !== "/track/session/end") return { status: 202, body: '{"status":"queued"}' };
      vi.setSystemTime(Date.now() + 20_000);
      return { status: 404, body: '{"code":"not_found"}' };
    });
    const { client } = observedClient({ url: tracker.url });
    client.trackInteraction(eventOf("a"));
    client.endSession({ session_id: "conv-7" });
    expect(await client.flush()).toBe(true);
    // After 20, 40 and 60 s.
    expect(tracker.requests.filter(({ path }) => path === "/track/session/end")).toHaveLength(3);
    expect(client.stats.dropped.rejected).toBe(1);
  });

  it("sends scores between the interactions, and takes one back whether or not it was there", async ({ expect }) => {
    const tracker = await startTracker((request) =>
      request.path.endsWith("/gone") ? { status: 404, body: '{"code":"not_found"}' } : storedAnswer(request),
    );
    const { client, drops } = observedClient({ url: tracker.url, environment: "staging" });
    const score = { id: "feedback-1", traceId: "1", name: "user-feedback", value: 1, metadata: { tag: "helpful" } };
    client.trackInteraction(eventOf("a"));
    expect(client.trackScore(score)).toBe(true);
    client.removeScore("feedback-1");
    client.removeScore("x/gone");
    client.removeScore("gone");
    await client.flush();
    expect(tracker.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /track/batch",
      "POST /api/public/scores",
      "DELETE /api/public/scores/feedback-1",
      "DELETE /api/public/scores/x%2Fgone",
      "DELETE /api/public/scores/gone",
    ]);
    expect(tracker.requests[1]?.items).toEqual([{ ...score, environment: "staging" }]);
    expect([client.stats.sent, drops]).toEqual([5, []]);
  });

  it.for([404, 405, 403, 301, 200])(
    "gives up a score that is answered %i, so that it holds nothing up",
    async (status, { expect }) => {
      const tracker = await startTracker((request) =>
        request.path === "/track/batch" ? storedAnswer(request) : { status, body: "<html>" },
      );
      const { client, drops } = observedClient({ url: tracker.url });
      client.trackScore({ id: "s", traceId: "1", name: "user-feedback", value: 1 });
      client.trackInteraction(eventOf("a"));
      expect(await client.flush()).toBe(true);
      expect([idsOf(tracker.requests), drops]).toMatchObject([["s", "a"], [{ reason: "rejected", id: "s" }]]);
    },
  );

  it.for([401, 403])("keeps a score while the tracker refuses the key with %i", async (status, { expect }) => {
    const refused = { status, body: '{"code":"unauthorized","detail":"send a valid key"}' };
    const tracker = await startTracker((request) => (tracker.requests.length === 1 ? refused : storedAnswer(request)));
    const { client, drops } = observedClient({ url: tracker.url });
    client.trackScore({ id: "s", traceId: "1", name: "user-feedback", value: 1 });
    expect(await client.flush()).toBe(true);
    expect([idsOf(tracker.requests), client.stats.sent, drops]).toEqual([["s", "s"], 1, []]);
  });

  it("splits batches by count and by bytes", async ({ expect }) => {
    const tracker = await startTracker();
    const { client } = observedClient({ url: tracker.url, maxExportBatchSize: 1000 });
    const label = "ö".repeat(20_000);
    const ids = Array.from({ length: 60 }, (_, index) => `big-${index}`);
    for (const id of ids) client.trackInteraction(eventOf(id, { metadata: { label } }));
    await client.flush();
    expect(idsOf(tracker.requests)).toEqual(ids);
    // 60 events of about 40,120 bytes: 26 of them are under 1 MiB, 27 are not.
    expect(tracker.requests.map(({ items }) => items.length)).toEqual([26, 26, 8]);
    for (const { body } of tracker.requests) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(1024 * 1024);
  });

  it("drops items that the tracker refuses, and says which and why", async ({ expect }) => {
    const refused = [
      { index: 0, id: "a", status: "recorded" },
      { index: 1, id: "b", status: "duplicate" },
      { index: 2, id: "c", status: "conflict", error: { code: "idempotency_conflict", detail: "other content" } },
      {
        index: 3,
        id: "d",
        status: "invalid",
        error: { detail: "not valid", errors: [{ path: "tokens.input", message: "must be a whole number" }] },
      },
    ];
    const tracker = await startTracker(inTurn({ status: 200, body: JSON.stringify({ results: refused }) }));
    const { client, drops } = observedClient({ url: tracker.url });
    for (const id of ["a", "b", "c", "d"]) client.trackInteraction(eventOf(id));
    await client.flush();
    expect(client.stats).toMatchObject({ sent: 2, duplicates: 1, dropped: { conflict: 1, rejected: 1 } });
    expect(drops).toEqual([
      { reason: "conflict", count: 1, id: "c", detail: "other content" },
      { reason: "rejected", count: 1, id: "d", detail: "not valid: tokens.input must be a whole number" },
    ]);
  });

  it("sends parts of a batch that is refused as a whole, and gives up what spoils it", async ({ expect }) => {
    const tracker = await startTracker((request) => {
      const isSpoiled = idsOf([request]).includes("bad");
      return isSpoiled
        ? { status: 400, body: '{"code":"malformed_json","detail":"nested too deep"}' }
        : storedAnswer(request);
    });
    const { client, drops } = observedClient({ url: tracker.url });
    const ids = Array.from({ length: 40 }, (_, index) => (index === 13 ? "bad" : `good-${index}`));
    for (const id of ids) client.trackInteraction(eventOf(id));
    await client.flush();
    const stored = tracker.requests.filter(({ items }) => items.every((item) => item["id"] !== "bad"));
    expect(idsOf(stored)).toEqual(ids.filter((id) => id !== "bad"));
    expect(drops).toEqual([{ reason: "rejected", count: 1, id: "bad", detail: "status 400, nested too deep" }]);
  });

  it("sends less at once to a tracker behind a smaller limit", async ({ expect }) => {
    const tracker = await startTracker((request) =>
      request.body.length > 50_000 ? { status: 413, body: "too large" } : storedAnswer(request),
    );
    const { client, drops } = observedClient({ url: tracker.url });
    const ids = Array.from({ length: 100 }, (_, index) => `e-${index}`);
    for (const id of ids) client.trackInteraction(eventOf(id, { metadata: { label: "x".repeat(2000) } }));
    await client.flush();
    expect(idsOf(tracker.requests.filter(({ body }) => body.length <= 50_000))).toEqual(ids);
    expect(drops).toEqual([]);
    const refusedBefore = tracker.requests.filter(({ body }) => body.length > 50_000).length;
    for (const id of ids) client.trackInteraction(eventOf(`${id}-again`, { metadata: { label: "x".repeat(2000) } }));
    await client.flush();
    expect(tracker.requests.filter(({ body }) => body.length > 50_000).length).toBe(refusedBefore);
  });

  it("gives up what can never be sent, without throwing", async ({ expect }) => {
    const tracker = await startTracker();
    const { client } = observedClient({ url: tracker.url });
    const circular: { [name: string]: unknown } = {};
    circular["self"] = circular;
    const trap = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("trap");
        },
      },
    );
    const wrong: unknown[] = [null, undefined, 7, "text", {}, { session_id: "", user_id: "u", type: "chat" }, trap];
    const more = [
      { ...eventOf("a"), type: "other" },
      { ...eventOf("a"), metadata: circular },
      { ...eventOf("a"), id: 7 },
    ];
    const bigint = { ...eventOf("a"), duration_ms: 7n };
    for (const event of [...wrong, ...more, bigint]) {
      expect(Reflect.apply(client.trackInteraction, client, [event])).toBeNull();
    }
    expect(client.trackInteraction(eventOf("a", { metadata: { label: "x".repeat(70_000) } }))).toBeNull();
    expect(Reflect.apply(client.startSession, client, [null])).toBe(false);
    expect(Reflect.apply(client.endSession, client, [{}])).toBe(false);
    expect(client.stats.dropped).toMatchObject({ invalid: 13, too_large: 1 });
    expect(client.stats.accepted).toBe(0);
  });

  it("does not mind what its host's functions throw or do", async ({ expect }) => {
    const tracker = await startTracker(inTurn({ status: 500, body: "" }));
    const { client } = observedClient({ url: tracker.url, logger: boom, onError: boom, onDropped: boom });
    client.trackInteraction(eventOf("a"));
    expect(Reflect.apply(client.trackInteraction, client, [{}])).toBeNull();
    expect(await client.flush()).toBe(true);
    const nested = observedClient({
      url: tracker.url,
      onDropped: () => Reflect.apply(nested.client.trackInteraction, nested.client, [{}]),
    });
    expect(Reflect.apply(nested.client.trackInteraction, nested.client, [{}])).toBeNull();
    expect(nested.client.stats.dropped.invalid).toBe(2);
  });

  it("gives up the oldest when its queue is full", async ({ expect }) => {
    const tracker = await startTracker();
    const { client, drops, lines } = observedClient({ url: tracker.url, maxQueueSize: 3, maxExportBatchSize: 10 });
    for (const id of ["a", "b", "c", "d", "e"]) client.trackInteraction(eventOf(id));
    await client.flush();
    expect(idsOf(tracker.requests)).toEqual(["c", "d", "e"]);
    expect(drops.map(({ reason, id }) => [reason, id])).toEqual([
      ["queue_full", "a"],
      ["queue_full", "b"],
    ]);
    expect(lines).toHaveLength(1);
    expect(client.stats.dropped.queue_full).toBe(2);
  });

  it("keeps no more bytes in memory than it may", async ({ expect }) => {
    const { client } = observedClient({ url: "http://127.0.0.1:9", maxQueueBytes: 10_000 });
    for (let index = 0; index < 500; index++) {
      client.trackInteraction(eventOf(`e-${index}`));
      expect(client.stats.queuedBytes).toBeLessThanOrEqual(10_000);
    }
    const { accepted, queued, dropped } = client.stats;
    expect([accepted, queued + dropped.queue_full]).toEqual([500, 500]);
  });

  it.for([
    ["no url", {}],
    ["a url that is none", { url: "nowhere" }],
    ["no key", { url: "http://127.0.0.1:9" }],
    ["a key with a line break", { url: "http://127.0.0.1:9", key: "a\nb" }],
  ] as const)("says once that it cannot be used with %s, and gives up all events", async ([, options], { expect }) => {
    const { client, lines } = observedClient({ url: "", key: "", ...options });
    expect(client.trackInteraction(eventOf("a"))).toBeNull();
    expect(client.trackInteraction(eventOf("b"))).toBeNull();
    expect(await client.close()).toBe(true);
    expect(client.stats.dropped.misconfigured).toBe(2);
    expect(lines).toHaveLength(1);
  });

  it("takes nothing after it was closed, and closes once", async ({ expect }) => {
    const tracker = await startTracker();
    const { client } = observedClient({ url: tracker.url });
    client.trackInteraction(eventOf("a"));
    const [first, again] = await Promise.all([client.close(), client.close()]);
    expect([first, again]).toEqual([true, true]);
    expect(client.trackInteraction(eventOf("b"))).toBeNull();
    expect(await client.flush()).toBe(true);
    expect(idsOf(tracker.requests)).toEqual(["a"]);
    expect(client.stats.dropped.closed).toBe(1);
  });
});
