import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { InteractionEvent } from "@voygent/contracts";
import { abortOnReplyMates, type ReplyWay } from "@voygent/db";

import { freshTurn, type TestCall } from "../../../tests/integration/librechat-turn.ts";
import { readNativeEvent } from "../src/intake/native-event.ts";
import { exportJson, readJson, type SampleSpan } from "../src/intake/otlp/samples.fixture.ts";
import { recordInteractions } from "../src/services/record-interactions.ts";
import { rowsWhere } from "./stored.ts";
import { trackerEnv } from "./tracker-env.ts";

const CALL: TestCall = { input: 1000, output: 100 };

const readEvents = (events: object[]) =>
  events.map((event) =>
    readNativeEvent(InteractionEvent.parse(event), event, { receivedAtMs: Date.now(), idempotencyKey: undefined }),
  );

const readSpans = (spans: SampleSpan[]) => readJson(exportJson(spans, { "service.name": "librechat" })).events;

async function rowsFor(events: Parameters<typeof recordInteractions>[1]): Promise<{ read: number; written: number }> {
  const { rowsRead, rowsWritten } = await recordInteractions(trackerEnv, events);
  return { read: rowsRead, written: rowsWritten };
}

describe("a write that holds both reports of a call, as that of a queue may", () => {
  it("stores the event", async ({ expect }) => {
    const { conversationId, events, span } = await freshTurn();
    const told = events([CALL, CALL]);
    const { outcomes } = await recordInteractions(trackerEnv, [
      ...readSpans([span(CALL), span(CALL)]),
      ...readEvents(told),
    ]);
    const stored = await rowsWhere("interactions", "session_id", conversationId);
    expect(new Set(stored.map(({ id }) => id))).toEqual(new Set(told.map(({ id }) => id)));
    expect(stored).toHaveLength(2);
    expect(outcomes.map(({ status }) => status)).toEqual(["recorded", "recorded"]);
  });
});

describe("what watching over the messages of LibreChat costs", () => {
  it("is no row written, and a few read, for an event that names a message", async ({ expect }) => {
    const [one, other] = [await freshTurn(), await freshTurn()];
    const unnamed = other.events([CALL]).map((event) => ({
      ...event,
      metadata: { ...event.metadata, message_id: null },
    }));
    await rowsFor(readEvents((await freshTurn()).events([CALL])));
    const [named, plain] = [await rowsFor(readEvents(one.events([CALL]))), await rowsFor(readEvents(unnamed))];
    expect(named.written).toBe(plain.written);
    // The message as it was sent, which D1 counts where it is read, and no row of a table.
    expect(named.read - plain.read).toBeLessThanOrEqual(6);
  });

  it("is the same for a span, in a conversation of any length", async ({ expect }) => {
    const turn = await freshTurn();
    const first = await rowsFor(readSpans([turn.span(CALL)]));
    for (let index = 0; index < 20; index += 1) {
      const { span } = await freshTurn(turn.conversationId);
      const late = { ...span(CALL), startTimeUnixNano: `${Date.parse("2026-08-18T12:00:00Z") + index * 60_000}000000` };
      await rowsFor(readSpans([late]));
    }
    const { span } = await freshTurn(turn.conversationId);
    const next = { ...span(CALL), startTimeUnixNano: `${Date.parse("2026-08-18T15:00:00Z")}000000` };
    const last = await rowsFor(readSpans([next]));
    expect(last.written).toBeLessThanOrEqual(first.written);
    expect(last.read - first.read).toBeLessThanOrEqual(10);
  });

  it("is one row written for a call that is left out, and one for the warning", async ({ expect }) => {
    const { events, span } = await freshTurn();
    await rowsFor(readEvents(events([CALL])));
    expect((await rowsFor(readSpans([span(CALL)]))).written).toBe(2);
  });

  it.for<[ReplyWay, string[]]>([
    ["event", ["SEARCH stored USING PRIMARY KEY (id>? AND id<?)", "SEARCH stored USING PRIMARY KEY (id=?)"]],
    [
      "span",
      [
        "SEARCH listed USING COVERING INDEX interactions_session_id_occurred_at_ms_idx (session_id=? AND occurred_at_ms>? AND occurred_at_ms<?)",
        "SEARCH stored USING PRIMARY KEY (id=? AND source=?)",
      ],
    ],
  ])("is ranges of keys for an %s", async ([way, searches], { expect }) => {
    const prepared: string[] = [];
    const recorder = new Proxy(env.DB, {
      get: (database, name) => {
        if (name !== "prepare") return Reflect.get(database, name);
        return (text: string) => {
          prepared.push(text);
          return database.prepare(text);
        };
      },
    });
    abortOnReplyMates(recorder, { way, replies: [], knownIds: [] });
    const text = (prepared[0] ?? "").replaceAll(/\?[13]/g, "'[]'").replace("?2", "1");
    const plan = await env.DB.prepare(`EXPLAIN QUERY PLAN ${text}`).all<{ detail: string }>();
    const steps = plan.results.map(({ detail }) => detail);
    for (const search of searches) expect(steps).toContain(search);
    expect(steps.filter((step) => /^SCAN (stored|listed|interactions)/.test(step))).toEqual([]);
  });
});
