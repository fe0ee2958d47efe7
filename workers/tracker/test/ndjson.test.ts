import { describe, it } from "vitest";

import { adminHeaders, frontDoor } from "../../../tests/stack/front-door.ts";
import { eventOf } from "./event-of.ts";
import { gzip } from "./gzip.ts";
import { rowsWhere } from "./stored.ts";

const KIB = 1024;
const MIB = 1024 * KIB;

type Result = { index: number; id: string | null; status: string; error?: { code: string; detail: string } };
type Batch = { code?: string; recorded: number; duplicates: number; rejected: number; results: Result[] };

async function send(
  body: BodyInit,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Batch; counts: number[] }> {
  const response = await frontDoor("/track/batch", {
    method: "POST",
    headers: { ...adminHeaders, "content-type": "application/x-ndjson", ...headers },
    body,
  });
  const batch: Batch = await response.json();
  return { status: response.status, body: batch, counts: [batch.recorded, batch.duplicates, batch.rejected] };
}

const linesOf = (events: unknown[]) => events.map((event) => `${JSON.stringify(event)}\n`).join("");
const bytesOf = (text: string) => new TextEncoder().encode(text);
const packed = { "content-encoding": "gzip" };

/** Short events of one session. */
function eventsOf(count: number) {
  const { session_id } = eventOf();
  return Array.from({ length: count }, (_, index) => ({
    id: `${session_id.slice(-12)}-${index}`,
    session_id,
    user_id: session_id,
    type: "api",
  }));
}

/** A body that comes in parts of so many bytes. */
function inParts(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let start = 0;
  return new ReadableStream({
    pull: (controller) => {
      if (start >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(start, start + size));
      start += size;
    },
  });
}

async function countOf(sessionId: string): Promise<unknown> {
  const rows = await rowsWhere("interactions", "session_id", sessionId);
  const [session] = await rowsWhere("sessions", "id", sessionId);
  return [rows.length, session?.["interaction_count"]];
}

describe("lines", () => {
  it("are recorded, each answered by its number, and are duplicates when they come again", async ({ expect }) => {
    const events = [eventOf(), eventOf(), eventOf()];
    const first = await send(linesOf(events));
    expect([first.status, first.counts]).toEqual([200, [3, 0, 0]]);
    expect(first.body.results.map(({ index, id }) => [index, id])).toEqual(events.map(({ id }, index) => [index, id]));
    expect((await send(linesOf(events))).counts).toEqual([0, 3, 0]);
  });

  it("may end in CR and LF, be empty, and lack the last newline; empty ones are not counted", async ({ expect }) => {
    const [one, two] = [eventOf(), eventOf()];
    const answer = await send(`\r\n${JSON.stringify(one)}\r\n\n  \t\n${JSON.stringify(two)}`);
    expect(answer.counts).toEqual([2, 0, 0]);
    expect(answer.body.results.map(({ index }) => index)).toEqual([0, 1]);
  });

  it.for(["\n", " \n", "\r\n", "\t \r\n\n"])("of %j alone are none, however many", async (blank, { expect }) => {
    const many = blank.repeat(80_000);
    expect((await send(many)).status).toBe(400);
    expect((await send(`${many}${JSON.stringify(eventOf())}${many}`)).counts).toEqual([1, 0, 0]);
  });

  it("are one by one invalid: no JSON, no interaction, too deep, not UTF-8, too long", async ({ expect }) => {
    const [first, last] = [eventOf(), eventOf()];
    const parts = [
      bytesOf(linesOf([first])),
      bytesOf('{"session_id": \n'),
      bytesOf(linesOf([eventOf({ tokens: { input: -1 } })])),
      bytesOf(`${"[".repeat(65)}${"]".repeat(65)}\n`),
      Uint8Array.from([0x22, 0xff, 0x22, 0x0a]),
      bytesOf(linesOf([eventOf({ note: "x".repeat(256 * KIB) })])),
      bytesOf(linesOf([last])),
    ];
    const answer = await send(await new Blob(parts).bytes());
    expect([answer.status, answer.counts]).toEqual([200, [2, 0, 5]]);
    expect(answer.body.results.map(({ status, error }) => error?.code ?? status)).toEqual([
      "recorded",
      "malformed_json",
      "invalid_input",
      "invalid_input",
      "malformed_json",
      "payload_too_large",
      "recorded",
    ]);
    expect(await rowsWhere("warnings", "source", "ndjson")).toMatchObject([
      { kind: "rejected_item", subject: "item", warning_count: 4 },
      { kind: "rejected_item", subject: "tokens", warning_count: 1 },
    ]);
  });

  it("are put together however the body is cut", async ({ expect }) => {
    const events = [eventOf({ environment: "Zürich €😀" }), eventOf()];
    expect((await send(inParts(bytesOf(linesOf(events)), 7))).counts).toEqual([2, 0, 0]);
    expect(await rowsWhere("interactions", "id", events[0]?.id ?? "")).toMatchObject([{ environment: "Zürich €😀" }]);
  });

  it("with the same id twice in different thousands are one event", async ({ expect }) => {
    const events = eventsOf(1001);
    const answer = await send(await gzip([bytesOf(linesOf([...events, ...events.slice(0, 2)]))]), packed);
    expect(answer.counts).toEqual([1001, 2, 0]);
  });

  it("of 10,000 events are recorded, gzipped, and no more than 10,000 are read", async ({ expect }) => {
    const events = eventsOf(10_002);
    const answer = await send(await gzip([bytesOf(linesOf(events))]), packed);
    expect([answer.status, answer.counts]).toEqual([200, [10_000, 0, 1]]);
    expect(answer.body.results.at(-1)).toEqual({
      index: 10_000,
      id: null,
      status: "invalid",
      error: { code: "payload_too_large", detail: "expected at most 10000 lines; nothing from here on was read" },
    });
    expect(await countOf(events[0]?.session_id ?? "")).toEqual([10_000, 10_000]);
  });
});

describe("a body of lines", () => {
  it.for(["", "\n\n", "  \r\n"])("without a line is refused: %j", async (body, { expect }) => {
    expect(await send(body)).toMatchObject({ status: 400, body: { code: "invalid_input" } });
  });

  it("that says it is larger than 1 MiB is refused before it is read", async ({ expect }) => {
    const event = eventOf();
    const answer = await send(linesOf([event]).padEnd(MIB + 1, "\n"));
    expect(answer).toMatchObject({ status: 413, body: { code: "payload_too_large" } });
    expect(await countOf(event.session_id)).toEqual([0, undefined]);
  });

  it("that grows beyond 1 MiB keeps the lines before that, and says where it ends", async ({ expect }) => {
    const events = eventsOf(9000);
    const answer = await send(inParts(bytesOf(linesOf(events)), 64 * KIB));
    expect(answer.status).toBe(200);
    const last = answer.body.results.at(-1);
    expect(last).toMatchObject({ status: "invalid", error: { code: "payload_too_large" } });
    expect(last?.error?.detail).toBe("expected a body of at most 1048576 bytes; nothing from here on was read");
    const { recorded } = answer.body;
    expect(recorded).toBe(answer.body.results.length - 1);
    // The first 16 parts of 64 KiB are within the limit; their whole lines are what was recorded.
    const whole = linesOf(events).slice(0, MIB).split("\n").length - 1;
    expect(recorded).toBe(whole);
    expect(await countOf(events[0]?.session_id ?? "")).toEqual([whole, whole]);
  });

  it("that unpacks to more than 5 MiB keeps the lines before that", async ({ expect }) => {
    const event = eventOf();
    const filler = bytesOf(`${" ".repeat(250 * KIB)}\n`);
    const bytes = await gzip([bytesOf(linesOf([event])), ...Array.from({ length: 40 }, () => filler)]);
    const answer = await send(bytes, packed);
    expect(answer.counts).toEqual([1, 0, 1]);
    expect(answer.body.results[1]?.error?.code).toBe("payload_too_large");
  });

  it("of 1 MiB that unpacks to 1 GiB without a newline is refused", async ({ expect }) => {
    const member = await gzip(Array.from({ length: 16 }, () => new Uint8Array(MIB).fill(0x20)));
    const bomb = new Uint8Array(64 * member.length);
    for (let part = 0; part < 64; part += 1) bomb.set(member, part * member.length);
    expect(await send(bomb.subarray(0, MIB), packed)).toMatchObject({ status: 413 });
  });

  it("whose gzip is cut off keeps its whole lines and none of the rest", async ({ expect }) => {
    const events = Array.from({ length: 400 }, () => eventOf());
    const bytes = await gzip([bytesOf(linesOf(events))]);
    const { status, body } = await send(bytes.subarray(0, bytes.length / 2), packed);
    expect(status).toBe(200);
    expect(body.results.at(-1)).toMatchObject({ status: "invalid", error: { code: "malformed_json" } });
    expect(body.recorded).toBe(body.results.length - 1);
    expect(body.results.slice(0, -1).map(({ id }) => id)).toEqual(events.slice(0, body.recorded).map(({ id }) => id));
    for (const { id } of events.slice(body.recorded)) expect(await rowsWhere("interactions", "id", id)).toEqual([]);
  });

  it("that is no gzip although it says so is refused", async ({ expect }) => {
    expect(await send(linesOf([eventOf()]), packed)).toMatchObject({ status: 400, body: { code: "malformed_json" } });
  });

  it("in another encoding or media type is refused", async ({ expect }) => {
    expect((await send(linesOf([eventOf()]), { "content-encoding": "br" })).status).toBe(415);
    expect((await send(linesOf([eventOf()]), { "content-type": "text/plain" })).status).toBe(415);
  });

  it("needs a key", async ({ expect }) => {
    expect((await send(linesOf([eventOf()]), { authorization: "Bearer none" })).status).toBe(401);
  });
});
