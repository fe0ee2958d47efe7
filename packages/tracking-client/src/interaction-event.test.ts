import { InteractionEvent, SessionEnd, SessionStart } from "@voygent/contracts";
import { it } from "vitest";
import type * as z from "zod";

import type * as client from "./node.ts";

it("names events as the tracker does", ({ expect }) => {
  const event: Required<client.InteractionEvent> = {
    id: "msg_01",
    session_id: "conv-7",
    user_id: "ada",
    type: "chat",
    timestamp: "2026-03-04T09:15:04.120Z",
    provider: "anthropic",
    provider_api_url: "https://api.anthropic.com",
    model: "claude-sonnet-4-5",
    status: "cancelled",
    duration_ms: 2140,
    ttft_ms: 380,
    tokens: { input: 1, output_video: 2 },
    raw_usage: null,
    units: { web_searches: 1, requests: 1 },
    usage_semantics: "exclusive",
    reasoning_semantics: "added",
    service_tier: "batch",
    db: { rows_read: 1, rows_written: 2 },
    api_calls: 2,
    compute: { cpu_ms: 12 },
    cost_usd: "0.0042",
    source: "shop",
    environment: "production",
    metadata: { agent_id: "a1", tags: ["x", 1, null, { deep: true }] },
  };
  const start: client.SessionStart = { session_id: "s", user_id: "u", started_at: event.timestamp, metadata: null };
  const end: client.SessionEnd = { session_id: "s", ended_at: event.timestamp };
  // Checked by the compiler as well: what the client accepts, the tracker does.
  const accepted: z.input<typeof InteractionEvent> = event;
  const given: z.input<typeof SessionStart> = start;
  const ended: z.input<typeof SessionEnd> = end;
  expect(InteractionEvent.parse(accepted)).toEqual(event);
  expect(SessionStart.parse(given)).toEqual(start);
  expect(SessionEnd.parse(ended)).toEqual(end);
  const older =
    /^(model_name|prompt_tokens|completion_tokens|token_count|db_\w+_ops|api_call_count|compute_duration_ms)$/;
  const names = Object.keys(InteractionEvent.shape).filter((name) => !older.test(name));
  expect(Object.keys(event).toSorted()).toEqual(names.toSorted());
});
