import * as fc from "fast-check";
import { afterEach, beforeEach, describe, it, vi } from "vitest";

import { createTrackingClient } from "./index.ts";

vi.setConfig({ testTimeout: 60_000 });

/** What happens to one request: it may be stored although its sender never hears of it. */
const Fate = fc.constantFrom(
  "stored",
  "stored",
  "lost",
  "stored but lost",
  "500",
  "503",
  "429",
  "401",
  "garbage",
  "413",
);
type Fate = typeof Fate extends fc.Arbitrary<infer Value> ? Value : never;

const Step = fc.oneof(
  fc.record({ track: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ waitMillis: fc.integer({ min: 0, max: 20_000 }) }),
  fc.constant({ flush: true }),
);

/** A tracker that does with each request what its fate says, and then stores everything. */
function fatefulTracker(fates: Fate[]) {
  const arrived: string[][] = [];
  /** Events that are too large even alone. */
  const tooLarge: string[] = [];
  const send = async (_: string, { body }: { body: string }): Promise<Response> => {
    const { interactions }: { interactions: { id: string }[] } = JSON.parse(body);
    const fate = fates.shift() ?? "stored";
    if (fate.startsWith("stored")) arrived.push(interactions.map(({ id }) => id));
    if (fate === "413" && interactions.length === 1) tooLarge.push(...interactions.map(({ id }) => id));
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (fate.endsWith("lost")) throw new TypeError("fetch failed");
    if (fate === "garbage") return new Response("<h1>Hello</h1>");
    if (fate === "413") return Response.json({ code: "payload_too_large" }, { status: 413 });
    if (fate !== "stored") return new Response("{}", { status: Number(fate), headers: { "retry-after": "2" } });
    return Response.json({ results: interactions.map(() => ({ status: "recorded" })) });
  };
  return { arrived, tooLarge, send };
}

describe("whatever happens to its requests", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("every event that a client took arrives, in its order and with its one id", async ({ expect }) => {
    const plan = fc.record({
      fates: fc.array(Fate, { maxLength: 30 }),
      steps: fc.array(Step, { minLength: 1, maxLength: 30 }),
      maxExportBatchSize: fc.integer({ min: 1, max: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ fates, steps, maxExportBatchSize }) => {
        // A single event that is too large can never be sent.
        const { arrived, tooLarge, send } = fatefulTracker(
          maxExportBatchSize === 1 ? fates.filter((fate) => fate !== "413") : [...fates],
        );
        const dropped: string[] = [];
        const client = createTrackingClient({
          url: "https://usage.example.com",
          key: "k",
          fetch: send,
          maxExportBatchSize,
          logger: () => {},
          onDropped: ({ id }) => dropped.push(id ?? ""),
        });
        const tracked: string[] = [];
        for (const step of steps) {
          if ("waitMillis" in step) await vi.advanceTimersByTimeAsync(step.waitMillis);
          else if ("flush" in step) void client.flush();
          else
            for (let n = 0; n < step.track; n++) {
              const id = client.trackInteraction({ session_id: "s", user_id: "u", type: "chat" });
              if (id !== null) tracked.push(id);
            }
        }
        const closing = client.close({ timeoutMillis: 86_400_000 });
        await vi.advanceTimersByTimeAsync(86_400_000);
        expect(await closing).toBe(true);
        const firstArrivals = [...new Set(arrived.flat())];
        expect(firstArrivals).toEqual(tracked.filter((id) => firstArrivals.includes(id)));
        expect(dropped).toEqual(tooLarge);
        // One that was stored, but not acknowledged, may be given up when it is too large on its second way.
        expect(tracked.filter((id) => !firstArrivals.includes(id) && !dropped.includes(id))).toEqual([]);
        expect(client.stats.sent + dropped.length).toBe(tracked.length);
        expect(client.stats.queued).toBe(0);
        for (const ids of arrived) expect(ids.length).toBeLessThanOrEqual(maxExportBatchSize);
        expect(client.stats.dropped).toMatchObject({ rejected: 0, conflict: 0, queue_full: 0, closed: 0 });
      }),
      { numRuns: 150 },
    );
  });
});
