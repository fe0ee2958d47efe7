import { it } from "vitest";

import { genaiExample, langfuseExample, MARKER, readJson } from "./samples.fixture.ts";

it("reads a call in the GenAI conventions and leaves out the agent that repeats it", ({ expect }) => {
  const { events, spanCount, rejectedCount, warnings } = readJson(genaiExample());
  expect({ spanCount, rejectedCount, warnings }).toEqual({ spanCount: 2, rejectedCount: 0, warnings: [] });
  expect(events).toEqual([
    {
      id: "5e1d0c7a9b3f48e2a6d4c01f2b7e9835:a1b2c3d4e5f60718",
      sessionId: "conv-7",
      userId: "u-42",
      type: "chat",
      status: "ok",
      statedAtMs: Date.parse("2026-03-04T09:15:04.120Z"),
      receivedAtMs: 1_772_615_710_000,
      provider: "anthropic",
      providerApiUrl: "",
      model: "claude-sonnet-4-5-20250929",
      serviceTier: "",
      source: "support-bot",
      environment: "production",
      durationMs: 2140,
      ttftMs: 380,
      tokens: { input: 12_500, output: 800, cache_read: 9000, cache_write: 500, reasoning: 300 },
      semantics: { usage: "inclusive", reasoning: "included" },
      units: { web_searches: 0, requests: 0 },
      resources: { rowsRead: 0, rowsWritten: 0, apiCalls: 0, cpuMs: 0 },
      reportedCostNanoUsd: null,
      metadata: { operation: "chat", response_id: "msg_01" },
      warnings: [],
      spanLinks: { enclosingSpanId: null, innerSpanIds: [] },
    },
  ]);
});

it("reads a reply of LibreChat as the Langfuse SDK sends it", ({ expect }) => {
  const { events, spanCount, rejectedCount, warnings } = readJson(langfuseExample());
  expect({ spanCount, rejectedCount, warnings }).toEqual({ spanCount: 2, rejectedCount: 0, warnings: [] });
  expect(events).toEqual([
    {
      id: "8955c502a76d3c97f72a7612d9cb37a7:c0a1b2d3e4f50617",
      sessionId: "3c9f1b7e-52d4-4f0a-8a61-0f8f7c2d1e55",
      userId: "665f0c1de8b7a1c2d3e4293a",
      type: "chat",
      status: "ok",
      statedAtMs: 1_772_618_530_000,
      receivedAtMs: 1_772_615_710_000,
      provider: "openai",
      providerApiUrl: "",
      model: "gpt-5.1",
      serviceTier: "flex",
      source: "librechat",
      environment: "production",
      durationMs: 3450,
      ttftMs: 1050,
      tokens: { input: 220 + 6144, output: 95 + 130, cache_read: 6144, reasoning: 130 },
      semantics: { usage: "inclusive", reasoning: "included" },
      units: { web_searches: 0, requests: 0 },
      resources: { rowsRead: 0, rowsWritten: 0, apiCalls: 0, cpuMs: 0 },
      reportedCostNanoUsd: null,
      metadata: {
        operation: "generation",
        agent_id: "agent_9xK2",
        trace_name: "LibreChat Agent: Research",
        message_id: "7d0c5c1e-2f0a-4a53-9a55-0f6f3a1b9c20",
        tags: ["librechat", "agent"],
      },
      warnings: [],
      spanLinks: { enclosingSpanId: null, innerSpanIds: [] },
    },
  ]);
});

it("copies nothing of what people and models wrote", ({ expect }) => {
  for (const body of [genaiExample(), langfuseExample()]) {
    const { reasons, ...read } = readJson(body);
    expect(JSON.stringify([read, [...reasons]])).not.toContain(MARKER);
  }
});
