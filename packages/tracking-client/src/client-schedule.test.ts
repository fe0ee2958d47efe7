import { afterEach, beforeEach, describe, it, vi } from "vitest";

import { createTrackingClient, type InteractionEvent } from "./index.ts";

vi.setConfig({ testTimeout: 60_000 });

type Sent = { atMillis: number; ids: string[] };

/** A client whose requests are kept, with the time at which they were sent. */
function scheduledClient(options: { maxExportBatchSize?: number; answers?: () => Response | null } = {}) {
  const sent: Sent[] = [];
  const startedAtMillis = Date.now();
  const send = (_: string, { body }: { body: string }) => {
    const { interactions }: { interactions: { id: string }[] } = JSON.parse(body);
    sent.push({ atMillis: Date.now() - startedAtMillis, ids: interactions.map(({ id }) => id) });
    const results = interactions.map(() => ({ status: "recorded" }));
    return Promise.resolve(options.answers?.() ?? Response.json({ results }));
  };
  const lines: string[] = [];
  const client = createTrackingClient({
    url: "https://usage.example.com",
    key: "k",
    fetch: send,
    logger: (line) => lines.push(line),
    ...(options.maxExportBatchSize !== undefined && { maxExportBatchSize: options.maxExportBatchSize }),
  });
  return { client, sent, lines };
}

const event = (id: string): InteractionEvent => ({ id, session_id: "s", user_id: "u", type: "chat" });

describe("the schedule of a client", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_780_000_000_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it("sends the first event after the delay, with those that came meanwhile", async ({ expect }) => {
    const { client, sent } = scheduledClient();
    client.trackInteraction(event("a"));
    await vi.advanceTimersByTimeAsync(4000);
    client.trackInteraction(event("b"));
    await vi.advanceTimersByTimeAsync(999);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    client.trackInteraction(event("c"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([
      { atMillis: 5000, ids: ["a", "b"] },
      { atMillis: 10_000, ids: ["c"] },
    ]);
  });

  it("sends a full batch at once, and what is left after the delay", async ({ expect }) => {
    const { client, sent } = scheduledClient({ maxExportBatchSize: 2 });
    for (const id of ["a", "b", "c"]) client.trackInteraction(event(id));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([
      { atMillis: 0, ids: ["a", "b"] },
      { atMillis: 5000, ids: ["c"] },
    ]);
  });

  it("waits longer after each failure, a random part of twice as long, up to a limit", async ({ expect }) => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const { client, sent } = scheduledClient({ answers: () => new Response("", { status: 503 }) });
    client.trackInteraction(event("a"));
    await vi.advanceTimersByTimeAsync(150_000);
    // Half of 1, 2, 4, … 32 s and then of 60 s.
    const waits = sent.map(({ atMillis }, index) => atMillis - (sent[index - 1]?.atMillis ?? 0));
    expect(waits).toEqual([5000, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it("waits at least as long as the tracker asks for", async ({ expect }) => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const date = new Date(Date.now() + 90_000).toUTCString();
    const answers = [
      new Response("", { status: 503, headers: { "retry-after": "7" } }),
      new Response("", { status: 429, headers: { "retry-after": date } }),
      new Response("", { status: 500, headers: { "retry-after": "soon" } }),
    ];
    const { client, sent } = scheduledClient({ answers: () => answers.shift() ?? null });
    client.trackInteraction(event("a"));
    await vi.advanceTimersByTimeAsync(200_000);
    expect(sent.map(({ atMillis }) => atMillis)).toEqual([5000, 12_000, 90_000, 90_001]);
  });

  it("slows down when the key is refused, and keeps what it has", async ({ expect }) => {
    vi.spyOn(Math, "random").mockReturnValue(0.99);
    const { client, sent } = scheduledClient({ answers: () => new Response("", { status: 401 }) });
    client.trackInteraction(event("a"));
    await vi.advanceTimersByTimeAsync(3_600_000);
    // 5 s, and then every 59.4 s.
    expect(sent.length).toBe(1 + Math.floor((3600 - 5) / 59.4));
    expect(client.stats).toMatchObject({ queued: 1, dropped: { rejected: 0 } });
  });

  it("writes one line a minute at most, and says how many it kept back", async ({ expect }) => {
    const { client, lines } = scheduledClient();
    for (let second = 0; second < 150; second++) {
      Reflect.apply(client.trackInteraction, client, [{}]);
      await vi.advanceTimersByTimeAsync(1000);
    }
    const line = "voygent tracking: gave up an event (invalid): session_id is not a text";
    expect(lines).toEqual([
      line,
      `${line} (59 earlier lines were held back)`,
      `${line} (59 earlier lines were held back)`,
    ]);
  });
});
