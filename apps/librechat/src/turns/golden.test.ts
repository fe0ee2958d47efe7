import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, it } from "vitest";

import { readChatMessage } from "../documents/chat-message.ts";
import { readUsageRow } from "../documents/usage-row.ts";
import { pairCalls } from "./pair-calls.ts";
import { toInteractions } from "./to-interactions.ts";

const NAMES = { userOf: (id: string) => id, agentOf: () => undefined };

const MESSAGE_ID = "9b1d7f3a-2c44-4f0a-8d8e-7a6e5b4c3d02";

const sum = (counts: (number | undefined)[]) => counts.reduce<number>((total, count) => total + (count ?? 0), 0);

/** What an agent's turn with two calls and a subagent leaves in `transactions`, as `mongoexport` writes it. */
const ROWS = [
  [
    "prompt",
    "claude-sonnet-4-5",
    "message",
    { inputTokens: -14, writeTokens: -0, readTokens: -4410, rawAmount: -4424, tokenValue: -1365 },
  ],
  ["completion", "claude-sonnet-4-5", "message", { rawAmount: -517, tokenValue: -7755 }],
  [
    "prompt",
    "claude-sonnet-4-5",
    "message",
    { inputTokens: -902, writeTokens: -808, readTokens: -4410, rawAmount: -6120, tokenValue: -7059 },
  ],
  ["completion", "claude-sonnet-4-5", "message", { rawAmount: -288, tokenValue: -4320 }],
  ["prompt", "gpt-4.1-mini", "subagent", { rawAmount: -3010, tokenValue: -1204 }],
  [
    "completion",
    "gpt-4.1-mini",
    "subagent",
    { rawAmount: { $numberInt: "-402" }, tokenValue: { $numberDouble: "-643.2" } },
  ],
] as const;

const rows = ROWS.flatMap(([tokenType, model, context, amounts], index) => {
  const place = { _id: { $oid: `66a1b2c3d4e5f6071829000${index}` }, user: { $oid: "665f1c2ab3d4e5f60718293a" } };
  const createdAt = { $date: "2026-08-18T10:02:31.001Z" };
  const document = { ...place, conversationId: "conv-7", messageId: MESSAGE_ID, tokenType, model, context, createdAt };
  return readUsageRow({ ...document, ...amounts }) ?? [];
});

const message = readChatMessage({
  messageId: MESSAGE_ID,
  conversationId: "conv-7",
  user: "665f1c2ab3d4e5f60718293a",
  isCreatedByUser: false,
  endpoint: "agents",
  model: "agent_8aWN5tLYRAdtV8knVWmod",
  sender: "Policy Watcher",
  content: [
    { type: "think", think: "…" },
    { type: "tool_call", tool_call: { name: "web_search", args: "…" } },
  ],
  attachments: [{ type: "web_search", web_search: { organic: [] } }],
});

describe("the interactions of an agent's turn", () => {
  const turn = { calls: pairCalls(rows), message, isLate: false, request: null, durationMs: 19_000 };
  const events = toInteractions(turn, NAMES);

  it("have the ids of their prompts", ({ expect }) => {
    expect(events.map(({ id }) => id)).toEqual([0, 2, 4].map((index) => `66a1b2c3d4e5f6071829000${index}`));
  });

  it("add up to what the response has used", ({ expect }) => {
    const counts = events.map(({ tokens }) => tokens ?? {});
    const cacheRead = sum(counts.map((tokens) => tokens.cache_read));
    const cacheWrite = sum(counts.map((tokens) => tokens.cache_write));
    // LibreChat's own total of the response: input without the cache 3,926, output 1,207, written 808, read 8,820.
    expect(sum(counts.map((tokens) => tokens.input)) - cacheRead - cacheWrite).toBe(3926);
    expect([sum(counts.map((tokens) => tokens.output)), cacheWrite, cacheRead]).toEqual([1207, 808, 8820]);
  });

  it("keep what LibreChat has charged", ({ expect }) => {
    const charged = events.map(({ metadata }) => metadata?.["librechat_cost_usd"]);
    // (1,365 + 7,755), (7,059 + 4,320) and (1,204 + 643.2) credits of a millionth of a dollar; 0.0223462 in all.
    expect(charged).toEqual([0.00912, 0.011379, 0.0018472]);
  });

  it("tell the agent with each, and the tools, searches and time with the one that answered", ({ expect }) => {
    expect(events.map(({ metadata }) => metadata?.["agent_name"])).toEqual(Array(3).fill("Policy Watcher"));
    expect(events.map(({ duration_ms: duration }) => duration)).toEqual([undefined, 19_000, undefined]);
    expect(events[1]?.metadata).toMatchObject({ tool_names: ["web_search"], web_search_count: 1 });
  });

  it("name the provider that the model is of where an agent hides it, and say so", ({ expect }) => {
    expect(events.map(({ provider }) => provider)).toEqual(["anthropic", "anthropic", "openai"]);
    expect(events.map(({ metadata }) => metadata?.["provider_inferred"])).toEqual([true, true, true]);
  });
});

describe("a response without rows", () => {
  const answer = {
    messageId: "m",
    conversationId: "c",
    user: "u",
    isCreatedByUser: false,
    endpoint: "openAI",
    model: "gpt-4o",
  };
  const told = (more: object) => {
    const read = readChatMessage({ ...answer, ...more });
    return toInteractions({ calls: [], message: read, isLate: false, request: null, durationMs: null }, NAMES);
  };

  it("has its own counts, the cache among the input", ({ expect }) => {
    const metadata = { usage: { input: 10, output: 3, cacheWrite: 4, cacheRead: 5 } };
    // 10 + 4 + 5
    expect(told({ metadata, unfinished: true })).toMatchObject([
      { status: "cancelled", tokens: { input: 19, output: 3, cache_write: 4, cache_read: 5 } },
    ]);
  });

  it("has no counts where none are known", ({ expect }) => {
    expect(told({ unfinished: true })[0]).not.toHaveProperty("tokens");
  });
});

const SAMPLES = join(import.meta.dirname, "../../../../../shared/data/librechat/transactions.ndjson");

describe.runIf(existsSync(SAMPLES))("the collected samples", () => {
  it("are eight calls, credits being none", ({ expect }) => {
    const lines = readFileSync(SAMPLES, "utf8").trim().split("\n");
    const read = lines.flatMap((line) => readUsageRow(JSON.parse(line)) ?? []);
    // 15 rows of calls: seven pairs and the prompt of an agent that has no answer.
    expect([lines.length, read.length, pairCalls(read).length]).toEqual([16, 15, 8]);
  });
});
