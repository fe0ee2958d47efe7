import { describe, it } from "vitest";

import { readChatMessage } from "../documents/chat-message.ts";
import { readUsageRow } from "../documents/usage-row.ts";
import { pairCalls } from "./pair-calls.ts";
import { toInteractions } from "./to-interactions.ts";

const AGENTS = new Map([["agent_1", { provider: "anthropic", model: "claude-sonnet-4-5" }]]);
const NAMES = { userOf: (id: string) => id, agentOf: (id: string) => AGENTS.get(id) };

type Fields = { model?: string; context?: string; [name: string]: unknown };

/** The interaction of one call: its prompt and its answer, with an answer of `endpoint`. */
function told(common: Fields, { prompt = {}, completion = {}, answer = {} }: Record<string, object> = {}) {
  const place = { user: "u", conversationId: "c", messageId: "m", model: "gpt-4o", context: "message", ...common };
  const rows = [
    { _id: "1", tokenType: "prompt", rawAmount: -1000, rate: 2.5, ...place, ...prompt },
    { _id: "2", tokenType: "completion", rawAmount: -100, rate: 10, ...place, ...completion },
  ].flatMap((row) => readUsageRow(row) ?? []);
  const message = readChatMessage({ ...place, isCreatedByUser: false, endpoint: "openAI", ...answer });
  return toInteractions({ calls: pairCalls(rows), message, isLate: false, request: null, durationMs: null }, NAMES)[0];
}

const cached = (readTokens: number, rawAmount: number) => ({ prompt: { readTokens, rawAmount } });

const notesOf = (...given: Parameters<typeof told>) => told(...given)?.metadata?.["librechat_notes"];

describe("the notes of a call", () => {
  it("are none where all is as it should be", ({ expect }) => {
    expect(notesOf({})).toBeUndefined();
  });

  it("tell the default rate when both rows have it", ({ expect }) => {
    const six = { rate: 6 };
    expect(notesOf({}, { prompt: six, completion: { rate: { $numberInt: "6" } } })).toEqual(["default_rate"]);
    expect(notesOf({}, { prompt: six })).toBeUndefined();
  });

  it("tell the surcharge of a stopped answer, and the default rate below it", ({ expect }) => {
    // 6 × 1.15
    const surcharged = { prompt: { rate: 6 }, completion: { rate: 6.8999999999999995 } };
    expect(notesOf({ context: "incomplete" }, surcharged)).toEqual(["default_rate", "cancel_surcharge"]);
    expect(notesOf({ context: "abort" })).toBeUndefined();
  });

  it("suspect a cache that is counted twice only where the rest may contain it", ({ expect }) => {
    // 400 read: of 800 in all the 400 others may be the same, of 799 they cannot.
    expect(notesOf({}, cached(-400, -800))).toEqual(["cache_overlap_suspect"]);
    expect(notesOf({}, cached(-400, -799))).toBeUndefined();
  });

  it("do not suspect Bedrock, nor a version that writes the usage of answers", ({ expect }) => {
    const onBedrock = { model: "us.anthropic.claude-sonnet-4-5-20250929-v1:0" };
    expect(notesOf(onBedrock, { ...cached(-400, -800), answer: { endpoint: "bedrock" } })).toBeUndefined();
    const answer = { metadata: { usage: { input: 400, output: 100 } } };
    expect(notesOf({}, { ...cached(-400, -800), answer })).toBeUndefined();
  });

  it("tell that a model was an agent, which is looked up", ({ expect }) => {
    const answer = { endpoint: "agents" };
    expect(told({ model: "agent_1" }, { answer })).toMatchObject({
      model: "claude-sonnet-4-5",
      provider: "anthropic",
      metadata: { agent_id: "agent_1", librechat_notes: ["agent_model"] },
    });
  });

  it("leave the model of an unknown agent unknown", ({ expect }) => {
    const answer = { endpoint: "agents" };
    expect(told({ model: "agent_2" }, { answer })).toMatchObject({ model: null, provider: null });
  });
});
