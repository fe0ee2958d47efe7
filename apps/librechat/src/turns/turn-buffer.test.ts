import { describe, it } from "vitest";

import { readChatMessage } from "../documents/chat-message.ts";
import { readUsageRow } from "../documents/usage-row.ts";
import { readRequest } from "../requests/request-context.ts";
import { TurnBuffer } from "./turn-buffer.ts";

const USER = "665f1c2ab3d4e5f60718293a";
const CHAT = readRequest("POST", "/api/agents/chat/openAI", 0);
const STOP = readRequest("POST", "/api/agents/chat/abort", 9000);
let rowCount = 0;

function rowOf(messageId: string | null, tokenType: string, more: object = {}) {
  const place = { _id: `row-${++rowCount}`, user: USER, conversationId: "c", messageId };
  const row = readUsageRow({ ...place, tokenType, rawAmount: -5, model: "gpt-4o", context: "message", ...more });
  if (row === null) throw new Error("no row");
  return row;
}

const pairOf = (messageId: string | null, more: object = {}) => [
  rowOf(messageId, "prompt", more),
  rowOf(messageId, "completion", more),
];

function answerOf(messageId: string, more: object = {}) {
  const saved = { createdAt: new Date(1), updatedAt: new Date(1), isCreatedByUser: false };
  const message = readChatMessage({ messageId, conversationId: "c", user: USER, ...saved, ...more });
  if (message === null) throw new Error("no message");
  return message;
}

const at = (nowMs: number, request = CHAT) => ({ nowMs, request });

describe("a turn is told", () => {
  it("two seconds after its last change once both halves are there", ({ expect }) => {
    const buffer = new TurnBuffer();
    buffer.addBatch(pairOf("m"), at(1000));
    buffer.addMessage(answerOf("m"), at(1100));
    buffer.addMessage(answerOf("m", { updatedAt: new Date(2) }), at(2000));
    expect(buffer.takeDue(3999)).toEqual([]);
    expect(buffer.takeDue(4000)).toMatchObject([{ durationMs: 1100, isLate: false, message: { messageId: "m" } }]);
    expect(buffer.size).toBe(0);
  });

  it("without its response after fifteen seconds", ({ expect }) => {
    const buffer = new TurnBuffer();
    buffer.addBatch(pairOf("m"), at(0));
    expect(buffer.takeDue(14_999)).toEqual([]);
    expect(buffer.takeDue(15_000)).toMatchObject([{ message: null }]);
  });

  it.for([
    ["fifteen seconds after it was stopped", STOP, 15_000],
    ["fifteen seconds after it was saved unfinished outside of any request", null, 15_000],
    ["ten minutes after it was saved in part while it goes on", CHAT, 600_000],
  ] as const)("without rows %s", ([, request, waitMs], { expect }) => {
    const buffer = new TurnBuffer();
    buffer.addMessage(answerOf("m", { unfinished: true }), at(0, request));
    expect(buffer.takeDue(waitMs - 1)).toEqual([]);
    expect(buffer.takeDue(waitMs)).toHaveLength(1);
  });

  it("once, however often its response is changed later", ({ expect }) => {
    const buffer = new TurnBuffer();
    buffer.addBatch(pairOf("m"), at(0));
    buffer.addMessage(answerOf("m"), at(0));
    expect(buffer.takeAll()).toHaveLength(1);
    buffer.addMessage(answerOf("m", { updatedAt: new Date(3_600_000) }), at(3_600_000));
    expect([buffer.size, buffer.takeAll()]).toEqual([0, []]);
  });

  it("not at all when only a change of an older response is seen", ({ expect }) => {
    const buffer = new TurnBuffer();
    buffer.addMessage(answerOf("old", { updatedAt: new Date(9) }), at(0));
    expect(buffer.takeAll()).toEqual([]);
  });

  it("not again by its rows when its response had told its own counts", ({ expect }) => {
    const buffer = new TurnBuffer();
    buffer.addMessage(answerOf("m", { metadata: { usage: { input: 1, output: 1 } } }), at(0));
    expect(buffer.takeAll()).toHaveLength(1);
    buffer.addBatch(pairOf("m"), at(20_000));
    expect(buffer.takeAll()).toEqual([]);
  });

  it("with the request that asked, not the one that stopped it", ({ expect }) => {
    const buffer = new TurnBuffer();
    buffer.addMessage(answerOf("q", { isCreatedByUser: true }), at(10));
    buffer.addMessage(answerOf("m", { unfinished: true, parentMessageId: "q" }), at(9500, STOP));
    expect(buffer.takeAll()).toMatchObject([{ durationMs: 9500, request: { route: "/api/agents/chat/openAI" } }]);
  });
});

describe("rows", () => {
  it("of a title are told apart from the answer, and know whom they are for", ({ expect }) => {
    const buffer = new TurnBuffer();
    buffer.addBatch([...pairOf("m"), ...pairOf("m", { context: "title" })], at(0));
    buffer.addMessage(answerOf("m"), at(0));
    const contexts = buffer.takeAll().map(({ calls, message }) => [calls[0]?.first.context, message?.messageId]);
    expect(contexts).toEqual([
      ["message", "m"],
      ["title", "m"],
    ]);
  });

  it("that name no message belong to the response of their conversation, whichever came first", ({ expect }) => {
    const buffer = new TurnBuffer();
    for (const row of pairOf(null)) buffer.addRow(row, at(0));
    buffer.addMessage(answerOf("a"), at(0));
    expect(buffer.takeAll()).toMatchObject([{ calls: [{}], message: { messageId: "a" } }]);
    buffer.addMessage(answerOf("b"), at(0));
    for (const row of pairOf(null)) buffer.addRow(row, at(0));
    expect(buffer.takeAll()).toMatchObject([{ calls: [{}], message: { messageId: "b" }, isLate: false }]);
  });

  it("that come one by one are paired first in, first out", ({ expect }) => {
    const buffer = new TurnBuffer();
    const rows = [rowOf("m", "prompt"), rowOf("m", "prompt"), rowOf("m", "completion"), rowOf("m", "completion")];
    for (const row of rows) buffer.addRow(row, at(0));
    const pairs = buffer.takeAll().flatMap(({ calls }) => calls.map((call) => [call.prompt?.id, call.completion?.id]));
    expect(pairs).toEqual([
      [rows[0]?.id, rows[2]?.id],
      [rows[1]?.id, rows[3]?.id],
    ]);
  });

  it("of reasoning are calls of their own", ({ expect }) => {
    const buffer = new TurnBuffer();
    const prompt = rowOf("m", "prompt");
    const reasoning = rowOf("m", "completion", { context: "reasoning" });
    for (const row of [prompt, reasoning]) buffer.addRow(row, at(0));
    expect(buffer.takeAll()[0]?.calls.map(({ first }) => first.id)).toEqual([prompt.id, reasoning.id]);
  });
});

describe("memory", () => {
  it("holds five thousand turns at most and loses none", ({ expect }) => {
    const buffer = new TurnBuffer();
    for (let index = 0; index < 6000; index++) buffer.addBatch(pairOf(`m-${index}`), at(0));
    // The thousand oldest are told at the next look, although they are not due.
    expect(buffer.takeDue(1)).toHaveLength(1000);
    expect(buffer.takeAll()).toHaveLength(5000);
  });
});
