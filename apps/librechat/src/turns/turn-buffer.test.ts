import { describe, it } from "vitest";

import { readChatMessage } from "../documents/chat-message.ts";
import { readUsageRow } from "../documents/usage-row.ts";
import { readRequest } from "../requests/request-context.ts";
import { TurnBuffer } from "./turn-buffer.ts";

const USER = "665f1c2ab3d4e5f60718293a";
const CHAT = readRequest("POST", "/api/agents/chat/openAI", 0);
const STOP = readRequest("POST", "/api/agents/chat/abort", 9000);
const AGENTS_API = readRequest("POST", "/api/agents/v1/chat/completions", 0);
const COUNTED = { metadata: { usage: { input: 1, output: 1 } } };
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

const dueOf = (buffer: TurnBuffer, nowMs: number) => [...buffer.takeDue(nowMs)].filter((turn) => turn !== null);

describe("a turn is told", () => {
  it("two seconds after its last change once both halves are there", ({ expect }) => {
    const buffer = new TurnBuffer();
    buffer.addBatch(pairOf("m"), at(1000));
    buffer.addMessage(answerOf("m"), at(1100));
    buffer.addMessage(answerOf("m", { updatedAt: new Date(2) }), at(2000));
    expect(dueOf(buffer, 3999)).toEqual([]);
    expect(dueOf(buffer, 4000)).toMatchObject([{ durationMs: 1100, isLate: false, message: { messageId: "m" } }]);
    expect(buffer.size).toBe(0);
  });

  it.for([
    ["fifteen seconds", null, 15_000],
    ["fifteen seconds, for a request that saves no response", AGENTS_API, 15_000],
    ["a minute, for a chat that is to save it", CHAT, 60_000],
  ] as const)("without its response after %s", ([, request, waitMs], { expect }) => {
    const buffer = new TurnBuffer();
    buffer.addBatch(pairOf("m"), at(0, request));
    expect(dueOf(buffer, waitMs - 1)).toEqual([]);
    expect(dueOf(buffer, waitMs)).toMatchObject([{ message: null }]);
  });

  it.for([
    ["fifteen seconds after it was stopped with counts", STOP, COUNTED, 15_000],
    ["half a minute after it was stopped without", STOP, {}, 30_000],
    ["half a minute after it was saved unfinished outside of any request", null, {}, 30_000],
    ["half a minute after it was finished without counts", CHAT, { unfinished: false }, 30_000],
    ["fifteen seconds after it failed", CHAT, { unfinished: false, error: true }, 15_000],
    ["ten minutes after it was saved in part while it goes on", CHAT, {}, 600_000],
  ] as const)("without rows %s", ([, request, more, waitMs], { expect }) => {
    const buffer = new TurnBuffer();
    buffer.addMessage(answerOf("m", { unfinished: true, ...more }), at(0, request));
    expect(dueOf(buffer, waitMs - 1)).toEqual([]);
    expect(dueOf(buffer, waitMs)).toHaveLength(1);
  });

  it.for([STOP, null])(
    "by rows that come 22 s after it was stopped without counts, and by nothing else",
    (request, { expect }) => {
      const buffer = new TurnBuffer();
      buffer.addMessage(answerOf("m", { unfinished: true }), at(0, request));
      const before = dueOf(buffer, 22_000);
      buffer.addBatch(pairOf("m", { context: "abort" }), at(22_000));
      expect([...before, ...buffer.takeAll()]).toMatchObject([{ calls: [{}], message: { messageId: "m" } }]);
    },
  );

  it("with how it ended and how long it took, when it is saved 22 s after its rows", ({ expect }) => {
    const buffer = new TurnBuffer();
    buffer.addBatch(pairOf("m"), at(1000));
    const before = dueOf(buffer, 23_000);
    buffer.addMessage(answerOf("m", { error: true }), at(23_000));
    const told = [...before, ...dueOf(buffer, 25_000)];
    expect(told).toMatchObject([{ calls: [{}], durationMs: 23_000, message: { isFailed: true } }]);
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

  it.for([
    ["that was stopped", null, 20_000],
    ["that was saved in part", CHAT, 700_000],
  ] as const)(
    "by its own counts, and by rows that come after that, of a response %s",
    ([, request, lateMs], { expect }) => {
      const buffer = new TurnBuffer();
      buffer.addMessage(answerOf("m", { unfinished: true, ...COUNTED }), at(0, request));
      expect(dueOf(buffer, lateMs)).toMatchObject([{ calls: [], message: { messageId: "m" } }]);
      buffer.addBatch(pairOf("m"), at(lateMs));
      expect(buffer.takeAll()).toMatchObject([{ calls: [{}], isLate: true }]);
    },
  );

  it.for([3000, 1000])("by the rows of a continuation, its last save %i ms behind them", (behindMs, { expect }) => {
    const buffer = new TurnBuffer();
    buffer.addMessage(answerOf("m", { unfinished: true, ...COUNTED }), at(0, STOP));
    expect(dueOf(buffer, 15_000)).toHaveLength(1);
    buffer.addMessage(answerOf("m", { unfinished: true, updatedAt: new Date(2) }), at(60_000));
    buffer.addBatch(pairOf("m"), at(61_000));
    const told = dueOf(buffer, 61_000 + Math.min(behindMs, 2000));
    buffer.addMessage(answerOf("m", { updatedAt: new Date(3) }), at(61_000 + behindMs));
    expect([...told, ...buffer.takeAll()].flatMap(({ calls }) => calls)).toHaveLength(1);
  });

  it("by its rows alone when its response comes after they were told", ({ expect }) => {
    const buffer = new TurnBuffer();
    buffer.addBatch(pairOf("m"), at(0));
    expect(dueOf(buffer, 60_000)).toHaveLength(1);
    buffer.addMessage(answerOf("m", COUNTED), at(61_000));
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

  it("that name no message belong to one response each when two had come before them", ({ expect }) => {
    const buffer = new TurnBuffer();
    buffer.addMessage(answerOf("a"), at(0));
    buffer.addMessage(answerOf("b"), at(1));
    for (const row of [...pairOf(null), ...pairOf(null)]) buffer.addRow(row, at(2));
    const told = buffer.takeAll().map(({ calls, message }) => [message?.messageId, calls.length]);
    expect(told).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
  });

  it.for([
    ["at once", 100, (buffer: TurnBuffer, nowMs: number) => buffer.addBatch(pairOf(null), at(nowMs))],
    [
      "one by one for another request",
      100,
      (buffer: TurnBuffer, nowMs: number) => {
        const request = readRequest("POST", "/api/agents/chat/openAI", nowMs);
        for (const row of pairOf(null)) buffer.addRow(row, at(nowMs, request));
      },
    ],
    [
      "one by one a second later",
      1500,
      (buffer: TurnBuffer, nowMs: number) => {
        for (const row of pairOf(null)) buffer.addRow(row, at(nowMs));
      },
    ],
  ] as const)(
    "that name no message and are written %s are of the answer that is made again",
    ([, nowMs, add], { expect }) => {
      const buffer = new TurnBuffer();
      for (const row of [...pairOf(null), ...pairOf(null)]) buffer.addRow(row, at(0));
      buffer.addMessage(answerOf("a"), at(10));
      buffer.addMessage(answerOf("a", { updatedAt: new Date(2) }), at(20));
      add(buffer, nowMs);
      buffer.addMessage(answerOf("b"), at(nowMs + 10));
      const told = buffer.takeAll().map(({ message, calls }) => [message?.messageId, calls.length]);
      expect(told).toEqual([
        ["a", 2],
        ["b", 1],
      ]);
    },
  );

  it("that name no message and go on after their answer are all of it", ({ expect }) => {
    const buffer = new TurnBuffer();
    buffer.addMessage(answerOf("a"), at(0));
    for (const row of [...pairOf(null), ...pairOf(null)]) buffer.addRow(row, at(rowCount));
    buffer.addMessage(answerOf("b"), at(500));
    expect(buffer.takeAll().map(({ calls }) => calls.length)).toEqual([2, 0]);
  });

  it("that name no message are not of an answer that failed before their request", ({ expect }) => {
    const buffer = new TurnBuffer();
    const again = readRequest("POST", "/api/agents/chat/openAI", 3000);
    buffer.addMessage(answerOf("failed", { error: true }), at(0));
    for (const row of pairOf(null)) buffer.addRow(row, at(5000, again));
    buffer.addMessage(answerOf("b"), at(5010, again));
    const told = buffer.takeAll().map(({ message, calls }) => [message?.messageId, calls.length]);
    expect(told).toEqual([
      ["failed", 0],
      ["b", 1],
    ]);
  });

  it("that name no message are of the answer that is held, when an older one is told before them", ({ expect }) => {
    const buffer = new TurnBuffer();
    buffer.addMessage(answerOf("failed", { error: true }), at(0));
    buffer.addMessage(answerOf("b"), at(14_500));
    expect(dueOf(buffer, 15_000)).toMatchObject([{ message: { messageId: "failed" } }]);
    for (const row of pairOf(null)) buffer.addRow(row, at(15_100));
    expect(buffer.takeAll()).toMatchObject([{ calls: [{}], message: { messageId: "b" } }]);
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
    expect(dueOf(buffer, 1)).toHaveLength(1000);
    expect(buffer.takeAll()).toHaveLength(5000);
  });
});
