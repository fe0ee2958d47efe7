import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { describe, it, vi } from "vitest";

import { adminHeaders, getJson } from "../../../tests/stack/front-door.ts";
import { app } from "../src/app.ts";
import { genaiExample, MARKER } from "../src/intake/otlp/samples.fixture.ts";
import { buryEvents } from "../src/services/queue/bury-events.ts";
import { eventOf } from "./event-of.ts";
import { faultyDatabase } from "./faulty-database.ts";
import { everythingStored, rowsWhere } from "./stored.ts";
import { trackerEnv } from "./tracker-env.ts";

type Send = Queue<string>["sendBatch"];
type Sends = Parameters<Send>[0][];

const metrics = { backlogCount: 0, backlogBytes: 0 };
const queueThat = (sendBatch: Send): Queue<string> => ({
  send: async () => ({ metadata: { metrics } }),
  sendBatch,
  metrics: async () => metrics,
});

const marked = { prompt: MARKER, text: MARKER, toolInput: MARKER, messages: [{ role: "user", content: MARKER }] };

/** An event with texts in every place where a program may put them. */
const markedEvent = () =>
  eventOf({
    ...marked,
    metadata: { ...marked, agent: "a1" },
    tokens: { input: 5, [MARKER]: 1 },
    [`${MARKER} name`]: 1,
  });

const cloudEvent = (data: { id: string }) => ({
  specversion: "1.0",
  id: data.id,
  source: "ce",
  type: "t",
  data,
  [MARKER]: 1,
});

const BODIES = (): [path: string, type: string, body: string][] => [
  ["/track/interaction", "application/json", JSON.stringify(markedEvent())],
  ["/track/batch", "application/json", JSON.stringify({ interactions: [markedEvent(), markedEvent()] })],
  ["/track/batch", "application/x-ndjson", JSON.stringify(markedEvent())],
  ["/v1/events", "application/cloudevents+json", JSON.stringify(cloudEvent(markedEvent()))],
  ["/v1/traces", "application/json", JSON.stringify(genaiExample())],
];

async function sendAll(sendBatch: Send, DB = trackerEnv.DB) {
  const bindings = { ...trackerEnv, DB, USAGE_QUEUE: queueThat(sendBatch) };
  return await Promise.all(
    BODIES().map(async ([path, type, body]) => {
      const init = { method: "POST", headers: { ...adminHeaders, "content-type": type }, body };
      const response = await app.request(path, init, bindings);
      return { status: response.status, retryAfter: response.headers.get("retry-after"), text: await response.text() };
    }),
  );
}

describe("a queue that takes nothing", () => {
  const FAULTS: [string, Send][] = [
    ["refuses", () => Promise.reject(new Error("Queue sendBatch failed: Too Many Requests"))],
    ["does not answer", () => new Promise(() => {})],
  ];

  it.for(FAULTS)("and %s makes every intake answer 503, and nothing is stored", async ([, fault], { expect }) => {
    const answers = await sendAll(fault);
    expect(answers.map(({ status, retryAfter }) => [status, retryAfter])).toEqual(answers.map(() => [503, "1"]));
    expect(await rowsWhere("interactions", "source", "ce")).toEqual([]);
  });
});

describe("what people and models wrote", () => {
  it("is in no message of the queue, no dead letter, no log and no answer", async ({ expect }) => {
    const logged = [vi.spyOn(console, "log"), vi.spyOn(console, "error")];
    const sends: Sends = [];
    const answers = await sendAll(async (messages) => {
      sends.push(messages);
      return { metadata: { metrics } };
    });
    expect(answers.map(({ status }) => status)).toEqual([202, 200, 200, 202, 200]);
    const bodies = sends.flatMap((messages) => [...messages].map(({ body }) => body));
    expect(bodies).toHaveLength(6);
    for (const text of [...bodies, ...answers.map(({ text: answer }) => answer)]) expect(text).not.toContain(MARKER);

    const broken = faultyDatabase(async (trip, answer) => {
      if (trip === "batch") throw new Error(`D1_ERROR: refused: SQLITE_CONSTRAINT`);
      return await answer();
    });
    const messages = bodies.map((body) => ({ id: crypto.randomUUID(), timestamp: new Date(), attempts: 1, body }));
    const batch = createMessageBatch("voygent-usage-dead-letters", messages);
    await buryEvents({ ...trackerEnv, DB: broken }, batch);
    const { explicitAcks } = await getQueueResult(batch, createExecutionContext());
    expect(explicitAcks).toHaveLength(6);
    expect(await everythingStored()).not.toContain(MARKER);
    expect(await (await getJson("/track/dead-letters")).text()).not.toContain(MARKER);
    for (const spy of logged) expect(JSON.stringify(spy.mock.calls)).not.toContain(MARKER);
  });
});
