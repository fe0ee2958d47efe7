import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

import { describe, it, vi } from "vitest";

import { trackFetch } from "./track-fetch.ts";
import { keepingClient, sse, startProvider } from "./track-fetch.fixture.ts";

vi.setConfig({ testTimeout: 60_000 });

const CONTEXT = { user_id: "ada", session_id: "conv-7" };
const POST = { method: "POST" };

describe("the body of a wrapped fetch", () => {
  it("arrives piece by piece, while the answer is still being written", async ({ expect }) => {
    const answers: ServerResponse[] = [];
    const url = await startProvider((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(sse({ choices: [] }));
      answers.push(response);
    });
    const { client, events } = keepingClient();
    const response = await trackFetch(fetch, client, { context: CONTEXT })(`${url}/v1/chat/completions`, POST);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toBe(sse({ choices: [] }));
    expect(events).toEqual([]);
    answers[0]?.end(sse({ choices: [], usage: { prompt_tokens: 1 } }));
    while ((await reader?.read())?.done === false);
    expect(events).toMatchObject([{ status: "ok", raw_usage: { usage: { prompt_tokens: 1 } } }]);
  });

  it("fills the buffers of its reader, as the body of the platform does", async ({ expect }) => {
    const url = await startProvider((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ model: "gpt-4o", usage: { prompt_tokens: 7, completion_tokens: 2 } }));
    });
    const { client, events } = keepingClient();
    const response = await trackFetch(fetch, client, { context: CONTEXT })(`${url}/v1/chat/completions`, POST);
    const reader = response.body?.getReader({ mode: "byob" });
    const pieces: Uint8Array[] = [];
    for (;;) {
      const read = await reader?.read(new Uint8Array(16));
      if (read === undefined || read.done) break;
      pieces.push(read.value);
    }
    expect(pieces.length).toBeGreaterThan(2);
    expect(JSON.parse(Buffer.concat(pieces).toString())).toMatchObject({ usage: { prompt_tokens: 7 } });
    expect(events).toMatchObject([{ status: "ok", raw_usage: { usage: { prompt_tokens: 7, completion_tokens: 2 } } }]);
  });

  it("is read through whatever buffers another library uses", async ({ expect }) => {
    const { client, events } = keepingClient();
    // Small buffers of Node share one that cannot be given away.
    const pieces = ['{"model":"gpt-4o",', '"usage":{"prompt_tokens":7}}'].map((text) => Buffer.from(text));
    const body = new ReadableStream({
      pull(controller) {
        const piece = pieces.shift();
        if (piece === undefined) controller.close();
        else controller.enqueue(piece);
      },
    });
    const other = () => Promise.resolve(new Response(body));
    const response = await trackFetch(other, client, { context: CONTEXT })(
      "https://api.openai.com/v1/chat/completions",
      POST,
    );
    expect(await response.json()).toEqual({ model: "gpt-4o", usage: { prompt_tokens: 7 } });
    expect(events).toMatchObject([{ status: "ok", raw_usage: { usage: { prompt_tokens: 7 } } }]);
  });

  it.for([
    ["cancels the body", (response: Response) => response.body?.cancel()],
    ["aborts the call", (_: Response, abort: AbortController) => abort.abort()],
  ] as const)("ends at its source when the caller %s", async ([, giveUp], { expect }) => {
    const ended: true[] = [];
    const url = await startProvider((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(sse({ model: "gpt-4o", choices: [] }));
      response.on("close", () => ended.push(true));
    });
    const { client, events } = keepingClient();
    const abort = new AbortController();
    const init = { ...POST, signal: abort.signal };
    const response = await trackFetch(fetch, client, { context: CONTEXT })(`${url}/v1/chat/completions`, init);
    if (giveUp.length === 2) {
      const text = response.text();
      await giveUp(response, abort);
      await expect(text).rejects.toThrow("abort");
    } else {
      await giveUp(response, abort);
    }
    while (ended.length === 0 || events.length === 0) await sleep(5);
    expect(events).toMatchObject([{ status: "cancelled" }]);
  });

  it("is cancelled when the signal of a Request aborts it, for whatever reason", async ({ expect }) => {
    const url = await startProvider((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(sse({ model: "gpt-4o", choices: [] }));
    });
    const { client, events } = keepingClient();
    const abort = new AbortController();
    const request = new Request(`${url}/v1/chat/completions`, { ...POST, signal: abort.signal });
    const response = await trackFetch(fetch, client, { context: CONTEXT })(request);
    const text = response.text();
    abort.abort(new Error("the user left"));
    await expect(text).rejects.toThrow();
    expect(events).toMatchObject([{ status: "cancelled" }]);
  });

  it.for([
    ["/v1/chat/completions", ["data: [DO", "NE]\n\n"]],
    ["/v1/messages", ['data: {"type":"message_', 'stop"}\n\n']],
    ["/v1/responses", ['data: {"type":"response.completed"', "}\n\n"]],
  ] as const)("is complete when %s has said so, though an SDK reads no further", async ([path, pieces], { expect }) => {
    const url = await startProvider((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const piece of pieces) response.write(piece);
    });
    const { client, events } = keepingClient();
    const response = await trackFetch(fetch, client, { context: CONTEXT })(url + path, POST);
    const reader = response.body?.getReader();
    let length = 0;
    while (length < pieces.join("").length) length += (await reader?.read())?.value?.length ?? 0;
    await reader?.cancel();
    expect(events).toMatchObject([{ status: "ok" }]);
  });

  it("is not read before its reader reads it", async ({ expect }) => {
    const piece = "x".repeat(65_536);
    let written = 0;
    const url = await startProvider((_, response) => {
      const write = () => {
        while (written < 2000) {
          written += 1;
          if (!response.write(piece)) {
            response.once("drain", write);
            return;
          }
        }
        response.end();
      };
      write();
    });
    const { client } = keepingClient();
    const response = await trackFetch(fetch, client, { context: CONTEXT })(`${url}/v1/chat/completions`, POST);
    const reader = response.body?.getReader();
    await reader?.read();
    let before = -1;
    while (before !== written) {
      before = written;
      await sleep(100);
    }
    // 2,000 pieces are 125 MiB; what stands between both sides are the buffers of the connection.
    expect(written).toBeLessThan(1000);
    await reader?.cancel();
  });

  it("may be cloned and read as JSON", async ({ expect }) => {
    const url = await startProvider((_, response) => void response.end('{"usage":{"prompt_tokens":4}}'));
    const { client, events } = keepingClient();
    const response = await trackFetch(fetch, client, { context: CONTEXT })(`${url}/v1/chat/completions`, POST);
    const clone = response.clone();
    expect(await response.json()).toEqual(await clone.json());
    expect(events).toHaveLength(1);
  });
});
