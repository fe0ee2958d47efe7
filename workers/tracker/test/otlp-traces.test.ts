import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { adminHeaders, frontDoor } from "../../../tests/stack/front-door.ts";
import {
  exportJson,
  GENAI_CALL,
  genaiExample,
  langfuseExample,
  MARKER,
  type SampleAttributes,
} from "../src/intake/otlp/samples.fixture.ts";
import { gzip } from "./gzip.ts";
import { everythingStored, rowsWhere } from "./stored.ts";

const PATH = "/v1/traces";

async function send(
  body: BodyInit,
  { path = PATH, headers = {} }: { path?: string; headers?: Record<string, string> } = {},
) {
  const response = await frontDoor(path, {
    method: "POST",
    headers: { ...adminHeaders, "content-type": "application/json", ...headers },
    body,
  });
  return {
    status: response.status,
    mediaType: response.headers.get("content-type"),
    body: await response.json<Record<string, unknown>>(),
  };
}

const sendJson = async (body: unknown, path = PATH) => await send(JSON.stringify(body), { path });

const idOf = (id: { traceId: string; spanId: string }) => `${id.traceId}:${id.spanId}`;

/** Fresh ids of a span. */
const freshIds = () => ({
  traceId: crypto.randomUUID().replaceAll("-", ""),
  spanId: crypto.randomUUID().replaceAll("-", "").slice(0, 16),
});

const callOf = (attributes: SampleAttributes = {}) => ({ ...GENAI_CALL, ...attributes });

describe("spans in JSON", () => {
  it("become one priced interaction per call, and the agent around it costs nothing", async ({ expect }) => {
    expect(await sendJson(genaiExample())).toEqual({ status: 200, mediaType: "application/json", body: {} });
    const rows = await rowsWhere("interactions", "session_id", "conv-7");
    expect(rows).toMatchObject([
      {
        id: "5e1d0c7a9b3f48e2a6d4c01f2b7e9835:a1b2c3d4e5f60718",
        user_id: "u-42",
        occurred_at_ms: Date.parse("2026-03-04T09:15:04.120Z"),
        duration_ms: 2140,
        ttft_ms: 380,
        provider: "anthropic",
        model: "claude-sonnet-4-5-20250929",
        source: "support-bot",
        environment: "production",
        status: "ok",
        usage: '{"tokens":{"input":12500,"output":800,"cache_read":9000,"cache_write":500,"reasoning":300}}',
        // 3000 × $3 + 9000 × $0.30 + 500 × $3.75 + 800 × $15 per million
        ai_tokens_cost_nano_usd: 9_000_000 + 2_700_000 + 1_875_000 + 12_000_000,
        cost_status: "priced",
      },
    ]);
    expect(await everythingStored()).not.toContain(MARKER);
  });

  it("are one interaction however often and on whichever path they come; other content is a conflict", async ({
    expect,
  }) => {
    const path = "/api/public/otel/v1/traces";
    expect(await sendJson(langfuseExample(), path)).toMatchObject({ status: 200, body: {} });
    const before = await everythingStored();
    expect((await sendJson(langfuseExample(), path)).body).toEqual({});
    expect((await sendJson(langfuseExample(), PATH)).body).toEqual({});
    expect(await everythingStored()).toBe(before);
    const other = { input: 220, output: 96, total: 6590, input_cache_read: 6144, output_reasoning: 130 };
    expect(await sendJson(langfuseExample(other), path)).toMatchObject({
      status: 200,
      body: { partialSuccess: { errorMessage: "1 span received before with other content, which was kept" } },
    });
    const rows = await rowsWhere("interactions", "session_id", "3c9f1b7e-52d4-4f0a-8a61-0f8f7c2d1e55");
    expect(rows).toMatchObject([{ usage: '{"tokens":{"input":6364,"output":225,"cache_read":6144,"reasoning":130}}' }]);
    expect(await rowsWhere("warnings", "kind", "idempotency_conflict")).toMatchObject([{ warning_count: 1 }]);
  });

  it("are taken with gzip, and without anything in them", async ({ expect }) => {
    const ids = freshIds();
    const body = await gzip([new TextEncoder().encode(JSON.stringify(exportJson([{ ...ids, attributes: callOf() }])))]);
    expect(await send(body, { headers: { "content-encoding": "gzip" } })).toMatchObject({ status: 200, body: {} });
    expect(await rowsWhere("interactions", "id", idOf(ids))).toHaveLength(1);
    expect(await send("{}")).toMatchObject({ status: 200, body: {} });
  });

  it("are stored but for the bad one, which the answer and the warnings name", async ({ expect }) => {
    const good = Array.from({ length: 99 }, () => ({ ...freshIds(), attributes: callOf() }));
    const bad = { ...freshIds(), attributes: callOf({ "gen_ai.usage.output_tokens": -1 }) };
    const answer = await sendJson(exportJson([...good.slice(0, 50), bad, ...good.slice(50)]));
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      partialSuccess: {
        rejectedSpans: "1",
        errorMessage: "1 span rejected: gen_ai.usage.output_tokens must be a whole number from 0 to 10^12 (1 span)",
      },
    });
    const ids = JSON.stringify(good.map(idOf));
    const stored = await env.DB.prepare(
      "SELECT count(*) AS n FROM interactions WHERE id IN (SELECT value FROM json_each(?1))",
    )
      .bind(ids)
      .first();
    expect(stored).toEqual({ n: 99 });
    expect(await rowsWhere("interactions", "id", idOf(bad))).toEqual([]);
    expect(await rowsWhere("warnings", "kind", "rejected_item")).toMatchObject([
      { subject: "gen_ai.usage.output_tokens", source: "otlp", warning_count: 1, example_id: idOf(bad) },
    ]);
  });

  it("beyond a thousand in one request are all recorded", async ({ expect }) => {
    const session = crypto.randomUUID();
    const spans = Array.from({ length: 2_001 }, () => ({
      ...freshIds(),
      attributes: callOf({ "gen_ai.conversation.id": session }),
    }));
    expect(await sendJson(exportJson(spans))).toMatchObject({ status: 200, body: {} });
    expect(await rowsWhere("sessions", "id", session)).toMatchObject([
      { interaction_count: 2_001, input_tokens: 200_100, output_tokens: 40_020 },
    ]);
  });
});
