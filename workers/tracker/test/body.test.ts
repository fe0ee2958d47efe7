import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { adminHeaders, frontDoor } from "../../../tests/stack/front-door.ts";
import { eventOf } from "./event-of.ts";
import { gzip } from "./gzip.ts";

const MIB = 1024 * 1024;

type Problem = { code: string; detail: string; errors?: { path: string; message: string }[] };

async function send(
  body: BodyInit,
  headers: Record<string, string> = {},
): Promise<{ status: number; problem: Problem }> {
  const response = await frontDoor("/track/interaction", {
    method: "POST",
    headers: { ...adminHeaders, "content-type": "application/json", ...headers },
    body,
  });
  return { status: response.status, problem: await response.json() };
}

function* spaces(bytes: number): Generator<Uint8Array> {
  const chunk = new Uint8Array(MIB).fill(0x20);
  for (let sent = 0; sent < bytes; sent += MIB) yield chunk.subarray(0, Math.min(MIB, bytes - sent));
}

const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

/** An event with this many levels; itself and its metadata are two of them. */
const withLevels = (levels: number) =>
  JSON.stringify(eventOf({ metadata: { a: "x" } })).replace('"x"', nested(levels - 2));
const textOf = (event: object) => new TextEncoder().encode(JSON.stringify(event));

describe("a body that is not what it should be", () => {
  it("is refused when it is not JSON", async ({ expect }) => {
    expect(await send('{"session_id": ')).toMatchObject({ status: 400, problem: { code: "malformed_json" } });
  });

  it("is refused when it is empty", async ({ expect }) => {
    expect(await send("")).toMatchObject({ status: 400, problem: { code: "malformed_json" } });
  });

  it("is refused when NaN stands for a number, which JSON does not know", async ({ expect }) => {
    const body = JSON.stringify(eventOf()).replace("1000", "NaN");
    expect(await send(body)).toMatchObject({ status: 400, problem: { code: "malformed_json" } });
  });

  it("is refused when it is not UTF-8", async ({ expect }) => {
    const body = textOf(eventOf({ environment: "x" }));
    body[body.lastIndexOf(0x78)] = 0xff;
    expect(await send(body)).toMatchObject({ status: 400, problem: { code: "malformed_json" } });
  });

  it("is refused when it is a list instead of an object", async ({ expect }) => {
    expect(await send(JSON.stringify([eventOf()]))).toMatchObject({ status: 400, problem: { code: "invalid_input" } });
  });

  it.for(["text/plain", "application/xml", "multipart/form-data; boundary=x"])(
    "is refused as %s",
    async (type, { expect }) => {
      const answer = await send(JSON.stringify(eventOf()), { "content-type": type });
      expect(answer).toMatchObject({ status: 415, problem: { code: "unsupported_media_type" } });
    },
  );

  it("is taken with a charset beside the media type", async ({ expect }) => {
    const { status } = await send(JSON.stringify(eventOf()), { "content-type": "Application/JSON; charset=utf-8" });
    expect(status).toBe(201);
  });

  it("is refused in an encoding that is not gzip", async ({ expect }) => {
    const answer = await send(JSON.stringify(eventOf()), { "content-encoding": "br" });
    expect(answer).toMatchObject({ status: 415, problem: { code: "unsupported_media_type" } });
  });
});

describe("nesting", () => {
  it("of 10,000 levels is refused before it is parsed", async ({ expect }) => {
    const body = `{"metadata":{"a":${nested(10_000)}}}`;
    expect(await send(body)).toMatchObject({ status: 400, problem: { code: "invalid_input" } });
    expect((await send(body)).problem.detail).toContain("64 levels");
  });

  it("of 64 levels is taken, of 65 not", async ({ expect }) => {
    expect((await send(withLevels(64))).status).toBe(201);
    expect((await send(withLevels(65))).status).toBe(400);
  });

  it("does not count brackets inside of texts", async ({ expect }) => {
    const { status } = await send(JSON.stringify(eventOf({ metadata: { a: `\\"${"[".repeat(500)}` } })));
    expect(status).toBe(201);
  });
});

describe("size", () => {
  it("of 6 MiB is refused", async ({ expect }) => {
    const body = " ".repeat(6 * MIB);
    expect(await send(body)).toMatchObject({ status: 413, problem: { code: "payload_too_large" } });
  });

  it("of 6 MiB without a length beforehand is refused", async ({ expect }) => {
    const chunks = spaces(6 * MIB);
    const body = new ReadableStream({
      pull: (controller) => {
        const next = chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
    });
    expect(await send(body)).toMatchObject({ status: 413, problem: { code: "payload_too_large" } });
  });

  it("is counted after unpacking, too: 5 MiB pass and 6 MiB do not", async ({ expect }) => {
    const event = textOf(eventOf());
    const filled = async (bytes: number) => await gzip([...spaces(bytes - event.length), event]);
    expect((await send(await filled(5 * MIB), { "content-encoding": "gzip" })).status).toBe(201);
    const tooLarge = await send(await filled(6 * MIB), { "content-encoding": "gzip" });
    expect(tooLarge).toMatchObject({ status: 413, problem: { code: "payload_too_large" } });
  });

  it("is bounded for a gzip of 1 MiB that unpacks to 1 GiB", async ({ expect }) => {
    // Members of a gzip that follow each other unpack to one text: 64 × 16 MiB.
    const member = await gzip(spaces(16 * MIB));
    const bomb = new Uint8Array(64 * member.length);
    for (let part = 0; part < 64; part += 1) bomb.set(member, part * member.length);
    expect(bomb.length).toBeLessThanOrEqual(1.1 * MIB);
    const answer = await send(bomb.subarray(0, MIB), { "content-encoding": "gzip" });
    expect(answer).toMatchObject({ status: 413, problem: { code: "payload_too_large" } });
  });

  it("is measured while unpacking, which ends at the limit: a broken end is never reached", async ({ expect }) => {
    const packed = await gzip(spaces(64 * MIB));
    packed.fill(0xff, packed.length - 1024);
    const answer = await send(packed, { "content-encoding": "gzip" });
    expect(answer).toMatchObject({ status: 413, problem: { code: "payload_too_large" } });
  });

  it("does not matter when the gzip is broken: it is refused as malformed", async ({ expect }) => {
    const answer = await send(textOf(eventOf()), { "content-encoding": "gzip" });
    expect(answer).toMatchObject({ status: 400, problem: { code: "malformed_json" } });
  });

  it("of a gzip that was cut off is refused and nothing is stored", async ({ expect }) => {
    const event = eventOf();
    const packed = await gzip([textOf(event)]);
    const answer = await send(packed.subarray(0, packed.length - 12), { "content-encoding": "gzip" });
    expect(answer.status).toBe(400);
    const stored = await env.DB.prepare("SELECT count(*) AS n FROM interactions WHERE id = ?1").bind(event.id).first();
    expect(stored).toEqual({ n: 0 });
  });
});

describe("a key", () => {
  it("is asked for before the body is read", async ({ expect }) => {
    const answer = await send("not json", { authorization: "Bearer unknown" });
    expect(answer).toMatchObject({ status: 401, problem: { code: "unauthorized" } });
  });
});
