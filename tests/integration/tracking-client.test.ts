import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { trackFetch } from "../../packages/tracking-client/src/fetch.ts";
import { createTrackingClient, type TrackingClientOptions } from "../../packages/tracking-client/src/index.ts";
import { ADMIN_TOKEN } from "../stack/admin-token.ts";
import { frontDoor } from "../stack/front-door.ts";

type Send = NonNullable<TrackingClientOptions["fetch"]>;

const throughFrontDoor: Send = async (url, init) => await frontDoor(new URL(url).pathname, init);

/** A client in a Worker, as one request of it would make it. */
function clientOf(fetch: Send = throughFrontDoor, options: Partial<TrackingClientOptions> = {}) {
  return createTrackingClient({
    url: "http://localhost:8787",
    key: ADMIN_TOKEN,
    source: "client-test",
    retryInitialDelayMillis: 1,
    retryMaxDelayMillis: 2,
    logger: () => {},
    fetch,
    ...options,
  });
}

async function storedOf(sessionId: string): Promise<Record<string, unknown>[]> {
  const rows = await env.DB.prepare("SELECT * FROM interactions WHERE session_id = ?1 ORDER BY id")
    .bind(sessionId)
    .all();
  return rows.results;
}

async function sessionOf(sessionId: string): Promise<Record<string, unknown> | null> {
  return await env.DB.prepare("SELECT * FROM sessions WHERE id = ?1").bind(sessionId).first();
}

describe("the tracking client", () => {
  it("has its events and sessions stored as it sent them", async ({ expect }) => {
    const session_id = crypto.randomUUID();
    const client = clientOf();
    client.startSession({ session_id, user_id: "ada", started_at: "2026-03-04T09:00:00.000Z" });
    const tokens = { input: 1000, output: 100, cache_read: 400 };
    const model = { provider: "anthropic", model: "claude-sonnet-4-5-20250929" };
    const timestamp = "2026-03-04T09:15:04.120Z";
    const id = client.trackInteraction({ session_id, user_id: "ada", type: "chat", timestamp, tokens, ...model });
    client.endSession({ session_id, ended_at: "2026-03-04T09:16:00.000Z" });
    expect(await client.close()).toBe(true);
    expect(client.stats).toMatchObject({ sent: 3, duplicates: 0, failedRequests: 0 });
    // 600 fresh × $3 + 400 cached × $0.30 + 100 out × $15, per million tokens.
    const stored = {
      id,
      source: "client-test",
      occurred_at_ms: Date.parse(timestamp),
      ai_tokens_cost_nano_usd: 3_420_000,
    };
    expect(await storedOf(session_id)).toMatchObject([stored]);
    expect(await sessionOf(session_id)).toMatchObject({
      interaction_count: 1,
      started_at_ms: Date.parse("2026-03-04T09:00:00.000Z"),
      ended_at_ms: Date.parse("2026-03-04T09:16:00.000Z"),
    });
  });

  it("has each event stored once, although every other request or answer is lost", async ({ expect }) => {
    const session_id = crypto.randomUUID();
    let requests = 0;
    const client = clientOf(
      async (url, init) => {
        requests += 1;
        if (requests % 4 === 1) throw new TypeError("the request was lost");
        const response = await throughFrontDoor(url, init);
        if (requests % 4 === 3) throw new TypeError("the answer was lost");
        return response;
      },
      { maxExportBatchSize: 20 },
    );
    const ids = Array.from({ length: 200 }, () =>
      client.trackInteraction({ session_id, user_id: "ada", type: "api", api_calls: 1 }),
    );
    expect(await client.close()).toBe(true);
    const rows = await storedOf(session_id);
    expect(new Set(rows.map((row) => row["id"]))).toEqual(new Set(ids));
    expect([rows.length, (await sessionOf(session_id))?.["interaction_count"]]).toEqual([200, 200]);
    expect(client.stats).toMatchObject({ sent: 200, dropped: { rejected: 0, conflict: 0 } });
    expect(client.stats.duplicates).toBeGreaterThan(0);
  });

  it("tells its host which events the tracker refuses, and why", async ({ expect }) => {
    const session_id = crypto.randomUUID();
    const details: string[] = [];
    const client = clientOf(throughFrontDoor, {
      onDropped: ({ reason, detail }) => details.push(`${reason}: ${detail}`),
    });
    const event = { session_id, user_id: "ada", type: "chat" } as const;
    client.trackInteraction({ ...event, id: `${session_id}-a`, tokens: { input: 1 } });
    client.trackInteraction({ ...event, tokens: { input: -1 } });
    client.trackInteraction({ ...event, id: `${session_id}-a`, tokens: { input: 2 } });
    await client.close();
    expect(await storedOf(session_id)).toHaveLength(1);
    expect(details).toEqual([
      expect.stringMatching(/^rejected: .*tokens\.input must not be negative/),
      expect.stringMatching(/^conflict: /),
    ]);
  });

  it("keeps what a wrong key does not let through", async ({ expect }) => {
    const client = clientOf(throughFrontDoor, {
      key: "vk_wrong",
      retryInitialDelayMillis: 60_000,
      retryMaxDelayMillis: 60_000,
    });
    client.trackInteraction({ session_id: crypto.randomUUID(), user_id: "ada", type: "chat" });
    expect(await client.flush({ timeoutMillis: 200 })).toBe(false);
    expect(client.stats).toMatchObject({ queued: 1, sent: 0 });
    await client.close({ timeoutMillis: 0 });
  });
});

const events = (...values: object[]) => values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join("");

describe("a wrapped fetch", () => {
  it.for([
    [
      "https://api.openai.com/v1/chat/completions",
      events(
        { model: "gpt-4o-2024-08-06", choices: [] },
        { choices: [], usage: { prompt_tokens: 1000, completion_tokens: 100 } },
      ),
      // 1000 × $2.50 + 100 × $10 per million.
      { provider: "openai", model: "gpt-4o-2024-08-06", ai_tokens_cost_nano_usd: 3_500_000 },
    ],
    [
      "https://api.anthropic.com/v1/messages",
      events(
        {
          type: "message_start",
          message: {
            model: "claude-sonnet-4-5-20250929",
            usage: { input_tokens: 600, cache_read_input_tokens: 400, output_tokens: 1 },
          },
        },
        { type: "message_delta", usage: { output_tokens: 100 } },
      ),
      // 600 × $3 + 400 × $0.30 + 100 × $15 per million.
      { provider: "anthropic", model: "claude-sonnet-4-5-20250929", ai_tokens_cost_nano_usd: 3_420_000 },
    ],
    [
      "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse",
      events({
        modelVersion: "gemini-2.5-pro",
        usageMetadata: { promptTokenCount: 123, candidatesTokenCount: 12, thoughtsTokenCount: 132 },
      }),
      // 123 × $1.25 + (12 + 132) × $10 per million.
      { provider: "google", model: "gemini-2.5-pro", ai_tokens_cost_nano_usd: 1_593_750 },
    ],
  ] as const)("has the usage of %s priced", async ([url, body, expected], { expect }) => {
    const session_id = crypto.randomUUID();
    const client = clientOf();
    const provider = () => Promise.resolve(new Response(body, { headers: { "content-type": "text/event-stream" } }));
    const tracked = trackFetch(provider, client, { context: { session_id, user_id: "ada" } });
    const response = await tracked(url, { method: "POST", body: "{}" });
    expect(await response.text()).toBe(body);
    await client.close();
    expect(await storedOf(session_id)).toMatchObject([{ ...expected, status: "ok" }]);
  });
});
