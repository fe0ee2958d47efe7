import * as fc from "fast-check";
import { describe, it } from "vitest";

import { endWithoutContent, interactionWithoutContent, startWithoutContent } from "./without-content.ts";

const MARKER = "m4rker of what was said";

const EVENT = { session_id: "conv-7", user_id: "ada", type: "chat" } as const;

/** A text that somebody wrote, or any value that holds one. */
const said = fc.oneof(
  fc.string().map((text) => text + MARKER),
  fc.constant({ value: MARKER }),
  fc.array(fc.constant({ text: MARKER }), { minLength: 1, maxLength: 3 }),
);
const contentName = fc.constantFrom("prompt", "text", "messages", "tool_args", "title", "response_text");
const unknownName = fc.constantFrom("text", "reply", "anything", "conversation", "body");

describe("an event of the analytics client", () => {
  it("keeps what the tracker takes, under its older names too", ({ expect }) => {
    const event = {
      ...EVENT,
      id: "e-1",
      model_name: "gpt-4o",
      prompt_tokens: 450,
      tokens: { input: 450, output: 320 },
      units: { web_searches: 1 },
      db: { rows_read: 2 },
      cost_usd: "0.0042",
      metadata: { agent_name: "Policy Watcher", tool_names: ["web_search"], plan: "pro" },
    };
    expect(interactionWithoutContent(event)).toEqual(event);
  });

  it("is a chat when it says nothing else, and its session has the older names of times", ({ expect }) => {
    expect(interactionWithoutContent({ session_id: "s", user_id: "u" })).toEqual({
      session_id: "s",
      user_id: "u",
      type: "chat",
    });
    const at = "2026-03-04T09:15:04.120Z";
    expect(startWithoutContent({ session_id: "s", user_id: "u", start_time: at })).toEqual({
      session_id: "s",
      user_id: "u",
      started_at: at,
    });
    expect(endWithoutContent({ session_id: "s", end_time: at })).toEqual({ session_id: "s", ended_at: at });
  });

  it("keeps of a provider's usage the counts and the names, at any depth", ({ expect }) => {
    const usage = {
      prompt_tokens: 1000,
      total: "1100",
      prompt_tokens_details: { cached_tokens: 400 },
      promptTokensDetails: [{ modality: "TEXT", tokenCount: 1 }],
      service_tier: "flex",
      cost: null,
    };
    const answer = { ...usage, choices: [{ finish_reason: "stop", message: { content: "Yes" } }], content: "Yes" };
    const raw_usage = { provider: "openai", api_flavor: "chat", usage: answer };
    expect(interactionWithoutContent({ ...EVENT, raw_usage }).raw_usage).toEqual({
      ...raw_usage,
      usage: { ...usage, choices: [{ finish_reason: "stop", message: {} }] },
    });
  });

  it("holds nothing of what was said, wherever it stands", ({ expect }) => {
    fc.assert(
      fc.property(said, contentName, unknownName, (value, label, field) => {
        const usage = {
          input_tokens: 1,
          content: value,
          choices: [{ message: { content: value }, text: value }],
          raw: value,
        };
        const labels = { [label]: value, tags: { [label]: value } };
        const event = {
          ...EVENT,
          [field]: value,
          tokens: Object.assign({ input: 1 }, { said: value }),
          raw_usage: { provider: "openai", api_flavor: "chat", usage },
          metadata: labels,
        };
        const start = { session_id: "s", user_id: "u", [field]: value, metadata: labels };
        const end = { session_id: "s", [field]: value };
        const told = [interactionWithoutContent(event), startWithoutContent(start), endWithoutContent(end)];
        expect(JSON.stringify(told)).not.toContain(MARKER);
      }),
      { numRuns: 300 },
    );
  });
});
