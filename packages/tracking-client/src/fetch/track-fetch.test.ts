import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, it, vi } from "vitest";

import { trackFetch } from "./track-fetch.ts";
import { keepingClient, sse, startProvider } from "./track-fetch.fixture.ts";

vi.setConfig({ testTimeout: 60_000 });

const CONTEXT = { user_id: "ada", session_id: "conv-7" };
const SECRET = "the secret of the answer";

type Sent = { path?: string; body?: string; type?: string; status?: number; pieces?: string[] };

/** Sends one request through a wrapped fetch to a provider that answers with this; gives back both sides. */
async function call({ path = "/v1/chat/completions", body = "{}", type, status = 200, pieces = [body] }: Sent) {
  const url = await startProvider((request, response) => {
    request.resume();
    response.writeHead(status, { "content-type": type ?? "application/json", "x-extra": "1" });
    for (const piece of pieces) response.write(piece);
    response.end();
  });
  const { client, events } = keepingClient();
  const tracked = trackFetch(fetch, client, { context: CONTEXT, provider: "openai" });
  const request = { model: "asked-for", messages: [{ content: SECRET }] };
  const response = await tracked(url + path, { method: "POST", body: JSON.stringify(request) });
  return { response, text: await response.text(), events, url: url + path };
}

const chunk = (more: object) => ({
  id: "c",
  model: "gpt-4o-2024-08-06",
  choices: [{ delta: { content: SECRET } }],
  ...more,
});
const CHAT_USAGE = { prompt_tokens: 12, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 4 } };

const part = (count: number) => ({
  candidates: [{ content: { parts: [{ text: SECRET }] } }],
  modelVersion: "gemini-2.5-flash",
  usageMetadata: { promptTokenCount: 8, candidatesTokenCount: count, trafficType: "ON_DEMAND" },
});

describe("a wrapped fetch", () => {
  it("tracks the usage of a chat completion and hands on the answer as it is", async ({ expect }) => {
    const body = JSON.stringify({ ...chunk({}), service_tier: "flex", usage: CHAT_USAGE });
    const { response, text, events, url } = await call({ body });
    expect(text).toBe(body);
    expect([response.status, response.url, response.headers.get("x-extra")]).toEqual([200, url, "1"]);
    expect(events).toEqual([
      {
        ...CONTEXT,
        type: "chat",
        provider: "openai",
        model: "gpt-4o-2024-08-06",
        service_tier: "flex",
        status: "ok",
        duration_ms: expect.any(Number),
        raw_usage: { provider: "openai", api_flavor: "chat", usage: CHAT_USAGE },
      },
    ]);
    expect(JSON.stringify(events)).not.toContain(SECRET);
  });

  it("tracks a stream that ends with its usage, however it is cut", async ({ expect }) => {
    const body = sse(chunk({ usage: null }), chunk({}), chunk({ choices: [], usage: CHAT_USAGE }), "[DONE]");
    const pieces = Array.from({ length: body.length }, (_, index) => body.charAt(index));
    const { text, events } = await call({ pieces, type: "text/event-stream; charset=utf-8" });
    expect(text).toBe(body);
    expect(events).toMatchObject([{ status: "ok", ttft_ms: expect.any(Number), raw_usage: { usage: CHAT_USAGE } }]);
  });

  it("says that the usage is missing when a stream has none", async ({ expect }) => {
    const { events } = await call({ body: sse(chunk({}), "[DONE]"), type: "text/event-stream" });
    expect(events).toMatchObject([{ status: "ok", model: "gpt-4o-2024-08-06", metadata: { usage_missing: true } }]);
    expect(events[0]).not.toHaveProperty("raw_usage");
  });

  it.for([{ total_tokens: 10 }, { total_time: 0.2 }, { prompt_tokens: "5" }])(
    "says that the usage is missing when it is %j, which no count can be read from",
    async (usage, { expect }) => {
      const { events } = await call({ body: JSON.stringify({ model: "gpt-4o", usage }) });
      expect(events).toMatchObject([{ status: "ok", model: "gpt-4o", metadata: { usage_missing: true } }]);
      expect(events[0]).not.toHaveProperty("raw_usage");
    },
  );

  it("tracks streamed responses", async ({ expect }) => {
    const usage = { input_tokens: 9, output_tokens: 5, output_tokens_details: { reasoning_tokens: 2 } };
    const last = { id: "r", error: null, model: "gpt-5", service_tier: "default", output: [{ text: SECRET }], usage };
    const body = sse(
      { type: "response.created", response: { model: "gpt-5", usage: null } },
      { type: "response.output_text.delta", delta: SECRET },
      { type: "response.completed", response: last },
    );
    const { events } = await call({ path: "/v1/responses", body, type: "text/event-stream" });
    const raw = { provider: "openai", api_flavor: "responses", usage };
    expect(events).toMatchObject([{ model: "gpt-5", status: "ok", service_tier: "default", raw_usage: raw }]);
    expect(events[0]?.ttft_ms).toBeTypeOf("number");
  });

  it("puts together what a stream of Anthropic says at its start and at its end", async ({ expect }) => {
    const start = { input_tokens: 25, cache_read_input_tokens: 7, output_tokens: 1, service_tier: "standard" };
    const body = [
      `event: message_start\r\ndata: ${JSON.stringify({ type: "message_start", message: { model: "claude-sonnet-4-5", usage: start } })}\r\n\r\n`,
      'event: ping\r\ndata: {"type":"ping"}\r\n\r\n',
      `event: content_block_delta\r\ndata: ${JSON.stringify({ type: "content_block_delta", delta: { text: SECRET } })}\r\n\r\n`,
      'event: message_delta\r\ndata: {"type":"message_delta","usage":{"output_tokens":15,"input_tokens":null}}\r\n\r\n',
    ];
    const { events } = await call({ path: "/v1/messages", pieces: body, type: "text/event-stream" });
    const usage = { ...start, output_tokens: 15 };
    expect(events).toMatchObject([{ model: "claude-sonnet-4-5", raw_usage: { provider: "anthropic", usage } }]);
    expect(events[0]?.ttft_ms).toBeTypeOf("number");
  });

  it("tracks Gemini, streamed as events or as a list", async ({ expect }) => {
    const path = "/v1beta/models/gemini-flash-latest:streamGenerateContent";
    const events = await call({ path, body: sse(part(1), part(6)), type: "text/event-stream" });
    const list = await call({ path, body: JSON.stringify([part(1), part(6)], null, 2) });
    const usage = { promptTokenCount: 8, candidatesTokenCount: 6, trafficType: "ON_DEMAND" };
    const expected = { model: "gemini-2.5-flash", raw_usage: { provider: "google", api_flavor: "default", usage } };
    expect([...events.events, ...list.events]).toMatchObject([expected, expected]);
  });

  it.for([
    ["an error of Anthropic", "/v1/messages", { type: "error", error: { type: "overloaded_error" } }],
    ["a failed response", "/v1/responses", { type: "response.failed", response: { error: {} } }],
    ["an error among chunks", "/v1/chat/completions", { error: { message: SECRET } }],
  ] as const)("calls %s in a stream an error", async ([, path, value], { expect }) => {
    const { events } = await call({ path, body: sse(value), type: "text/event-stream" });
    expect(events).toMatchObject([{ status: "error" }]);
  });

  it("tracks an answer that is an error, with the model that was asked for", async ({ expect }) => {
    const { text, events } = await call({ status: 429, body: `{"error":{"message":"${SECRET}"}}` });
    expect(text).toContain(SECRET);
    const metadata = { "http.response.status_code": 429 };
    expect(events).toEqual([
      {
        ...CONTEXT,
        type: "chat",
        provider: "openai",
        model: "asked-for",
        status: "error",
        tokens: { input: 0, output: 0 },
        duration_ms: expect.any(Number),
        metadata,
      },
    ]);
  });

  it("does not say that a call used nothing which may be billed although it failed", async ({ expect }) => {
    const { events } = await call({ status: 400, body: "{}" });
    expect(events).toMatchObject([{ status: "error", metadata: { "http.response.status_code": 400 } }]);
    expect(events[0]).not.toHaveProperty("tokens");
  });

  it("tracks a call that does not get through, and lets its error pass", async ({ expect }) => {
    const { client, events } = keepingClient();
    const tracked = trackFetch(fetch, client, { context: CONTEXT });
    await expect(tracked("http://127.0.0.1:9/v1/chat/completions", { method: "POST" })).rejects.toThrow(TypeError);
    expect(events).toMatchObject([{ status: "error", provider: "http://127.0.0.1:9" }]);
  });

  it("is no more than fetch for everything else", async ({ expect }) => {
    const url = await startProvider((_, response) => void response.end("plain"));
    const { client, events } = keepingClient();
    const answers = trackFetch(fetch, client, { context: () => null });
    expect(await (await answers(`${url}/v1/chat/completions`, { method: "POST" })).text()).toBe("plain");
    const tracked = trackFetch(fetch, client, { context: CONTEXT });
    expect(await (await tracked(`${url}/v1/models`)).text()).toBe("plain");
    expect(await (await tracked(new Request(`${url}/v1/chat/completions`))).text()).toBe("plain");
    const broken = trackFetch(fetch, client, {
      context: () => {
        throw new Error("boom");
      },
    });
    expect(await (await broken(`${url}/v1/chat/completions`, { method: "POST" })).text()).toBe("plain");
    expect(events).toEqual([]);
  });

  it("asks for the context of each call", async ({ expect }) => {
    const url = await startProvider((_, response) => void response.end("{}"));
    const { client, events } = keepingClient();
    const targets: unknown[] = [];
    const tracked = trackFetch(fetch, client, {
      context: (target) => {
        targets.push(target);
        return { ...CONTEXT, metadata: { turn: targets.length } };
      },
    });
    const target = `${url}/v1/chat/completions`;
    for (const input of [target, new URL(target), new Request(target, { method: "POST" })]) {
      await (await tracked(input, { method: "POST" })).text();
    }
    expect(targets).toEqual(Array.from({ length: 3 }, () => ({ url: target, method: "POST" })));
    expect(events.map(({ metadata }) => metadata?.["turn"])).toEqual([1, 2, 3]);
  });
});

const BODIES = join(import.meta.dirname, "../../../../../shared/data/cases/response_bodies.json");

describe.runIf(existsSync(BODIES))("collected answers of providers", () => {
  type Body = { id: string; native?: { provider_id: string }; shape: string; body: { [name: string]: unknown } };
  const paths = new Map([
    ["chat", "/v1/chat/completions"],
    ["responses", "/v1/responses"],
    ["anthropic", "/v1/messages"],
    ["gemini", "/v1beta/models/m:generateContent"],
  ]);
  const bodies: Body[] = JSON.parse(existsSync(BODIES) ? readFileSync(BODIES, "utf8") : "[]");

  it("are read with all their counts", async ({ expect }) => {
    const known = bodies.filter(({ shape, native }) => paths.has(shape) && native !== undefined);
    let current = "{}";
    const url = await startProvider((_, response) => void response.end(current));
    const { client, events } = keepingClient();
    for (const { body, shape, native } of known) {
      current = JSON.stringify(body);
      const tracked = trackFetch(fetch, client, { context: CONTEXT, provider: native?.provider_id ?? "" });
      await (await tracked(url + paths.get(shape), { method: "POST" })).text();
    }
    const numbersOf = (value: unknown): number[] => {
      if (typeof value === "number") return [value];
      return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersOf) : [];
    };
    expect(known.length).toBeGreaterThan(200);
    expect(events.map(({ raw_usage }) => numbersOf(raw_usage?.usage))).toEqual(
      known.map(({ body }) => numbersOf(body["usage"] ?? body["usageMetadata"])),
    );
  });
});
