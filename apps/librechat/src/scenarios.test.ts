import { randomUUID } from "node:crypto";

import { describe, it, onTestFinished } from "vitest";

import { newTurn, useLibreChat, VERSIONS } from "./librechat.fixture.ts";

const ROW = { model: "claude-sonnet-4-5", context: "message" };

/** The rows of one call as LibreChat writes them: spent amounts are negative. */
function pairOf(turn: ReturnType<typeof newTurn>, input: number, output: number, more: object = {}) {
  const row = { ...turn, ...ROW, ...more };
  return [
    { ...row, tokenType: "prompt", rawAmount: -input, tokenValue: -input * 3, rate: 3 },
    { ...row, tokenType: "completion", rawAmount: -output, tokenValue: -output * 15, rate: 15 },
  ];
}

const answerOf = ({ conversationId, messageId }: ReturnType<typeof newTurn>, more: object = {}) => ({
  messageId,
  conversationId,
  parentMessageId: randomUUID(),
  isCreatedByUser: false,
  endpoint: "anthropic",
  model: "claude-sonnet-4-5",
  sender: "Claude",
  text: "hidden",
  unfinished: false,
  error: false,
  ...more,
});

/** The rows of a conversation, in the order in which they were written. */
function rowsOf(model: { collection: object } | undefined, { conversationId }: { conversationId: string }) {
  const rows: Record<string, unknown>[] = Reflect.get(Object(model?.collection), "rows");
  const own = rows.filter((row) => row["conversationId"] === conversationId);
  return own.map((row) => ({ id: String(row["_id"]) }));
}

const TOOL = { type: "tool_call", tool_call: { name: "web_search", args: "hidden", output: "hidden" } };

describe.for(VERSIONS)("LibreChat's schemas %s on Mongoose, the driver's collection calls replaced", ([, name]) => {
  it("tells a turn with two calls and a tool as two interactions, how it ended with the last", async ({ expect }) => {
    const { methods, models, plugin, tracked } = useLibreChat(name);
    const turn = newTurn();
    const rows = [
      ...pairOf(turn, 4424, 517, { inputTokens: -14, writeTokens: -0, readTokens: -4410 }),
      ...pairOf(turn, 6120, 288, { inputTokens: -902, writeTokens: -808, readTokens: -4410 }),
    ];
    await methods.bulkInsertTransactions(rows);
    await methods.saveMessage(
      { userId: turn.user },
      answerOf(turn, { content: [TOOL, { type: "text", text: "hidden" }] }),
    );
    await methods.saveMessage(
      { userId: turn.user },
      answerOf(turn, { content: [TOOL, { type: "text", text: "hidden" }] }),
    );
    plugin.drain();
    const stored = rowsOf(models["Transaction"], turn);
    const common = {
      session_id: turn.conversationId,
      user_id: turn.user,
      provider: "anthropic",
      model: "claude-sonnet-4-5",
      status: "ok",
      type: "chat",
    };
    const tokens = [
      { input: 4424, output: 517, cache_read: 4410, cache_write: 0 },
      { input: 6120, output: 288, cache_read: 4410, cache_write: 808 },
    ];
    expect(tracked).toMatchObject([
      { ...common, id: stored[0]?.id, tokens: tokens[0] },
      { ...common, id: stored[2]?.id, tokens: tokens[1], metadata: { tool_names: ["web_search"] } },
    ]);
    expect(tracked[0]?.metadata).not.toHaveProperty("tool_names");
    expect(JSON.stringify(tracked)).not.toContain("hidden");
  });

  it("tells a stopped turn without rows as cancelled, with what it used unknown", async ({ expect }) => {
    const { methods, plugin, tracked } = useLibreChat(name);
    const turn = newTurn();
    await methods.saveMessage({ userId: turn.user }, answerOf(turn, { unfinished: true }));
    plugin.drain();
    expect(tracked).toMatchObject([{ id: `message-${turn.messageId}`, status: "cancelled" }]);
    expect(tracked[0]).not.toHaveProperty("tokens");
  });

  it.for([
    ["by its flag", { error: true }],
    ["by a part of its content", { content: [{ type: "error", error: "hidden" }] }],
  ] as const)("tells a turn that failed %s as an error", async ([, more], { expect }) => {
    const { methods, plugin, tracked } = useLibreChat(name);
    const turn = newTurn();
    await methods.bulkInsertTransactions(pairOf(turn, 10, 1));
    await methods.saveMessage({ userId: turn.user }, answerOf(turn, more));
    plugin.drain();
    expect(tracked.map(({ status }) => status)).toEqual(["error"]);
  });

  it("tells an answer that is made again as one of its own", async ({ expect }) => {
    const { methods, plugin, tracked } = useLibreChat(name);
    const turn = newTurn();
    const again = { ...turn, messageId: randomUUID() };
    for (const each of [turn, again]) {
      await methods.bulkInsertTransactions(pairOf(each, 10, 1));
      await methods.saveMessage({ userId: each.user }, answerOf(each));
      plugin.drain();
    }
    expect(tracked.map(({ metadata }) => metadata?.["message_id"])).toEqual([turn.messageId, again.messageId]);
  });

  it("tells a title as an interaction beside the answer", async ({ expect }) => {
    const { methods, plugin, tracked } = useLibreChat(name);
    const turn = newTurn();
    await methods.bulkInsertTransactions(pairOf(turn, 100, 10));
    await methods.saveMessage({ userId: turn.user }, answerOf(turn));
    plugin.drain();
    await methods.bulkInsertTransactions(pairOf(turn, 231, 9, { context: "title" }));
    plugin.drain();
    expect(tracked.map(({ tokens, metadata }) => [metadata?.["context_type"], tokens?.input])).toEqual([
      ["message", 100],
      ["title", 231],
    ]);
  });

  it("pairs the rows that assistants save one by one and that name no message", async ({ expect }) => {
    const { methods, plugin, tracked } = useLibreChat(name);
    const { user, conversationId, messageId } = newTurn();
    const row = { user, conversationId, model: "gpt-4o", context: "message" };
    await methods.spendTokens(row, { promptTokens: 950, completionTokens: 100 });
    const answer = answerOf({ user, conversationId, messageId }, { endpoint: "assistants", model: "asst_1" });
    await methods.saveMessage({ userId: user }, answer);
    plugin.drain();
    const tokens = { input: 950, output: 100 };
    expect(tracked).toMatchObject([
      { provider: "openai", model: "gpt-4o", tokens, metadata: { agent_id: "asst_1", message_id: messageId } },
    ]);
  });

  it("keeps two users at the same time apart", async ({ expect }) => {
    const { methods, plugin, tracked } = useLibreChat(name);
    const [ada, bob] = [newTurn(), newTurn()];
    const row = ({ user, conversationId }: typeof ada) => ({
      user,
      conversationId,
      model: "gpt-4o",
      context: "message",
    });
    await Promise.all([
      methods.spendTokens(row(ada), { promptTokens: 10, completionTokens: 1 }),
      methods.spendTokens(row(bob), { promptTokens: 20, completionTokens: 2 }),
    ]);
    plugin.drain();
    const told = tracked.map(({ user_id, session_id, tokens }) => [user_id, session_id, tokens?.input, tokens?.output]);
    expect(new Set(told.map(String))).toEqual(
      new Set([[ada.user, ada.conversationId, 10, 1].join(), [bob.user, bob.conversationId, 20, 2].join()]),
    );
  });

  it("tells each pair of a bulk insert, and no credits", async ({ expect }) => {
    const { methods, plugin, tracked } = useLibreChat(name);
    const turn = newTurn();
    const rows = Array.from({ length: 200 }, (_, index) => pairOf(turn, index + 1, 1)).flat();
    await methods.bulkInsertTransactions([...rows, { user: turn.user, tokenType: "credits", rawAmount: 1_000_000 }]);
    plugin.drain();
    // 1 + 2 + … + 200
    expect([tracked.length, tracked.reduce((sum, { tokens }) => sum + (tokens?.input ?? 0), 0)]).toEqual([200, 20_100]);
  });

  it("makes nothing of a change to an answer of before", async ({ expect }) => {
    const { methods, models, plugin, tracked } = useLibreChat(name);
    const turn = newTurn();
    await methods.saveMessage({ userId: turn.user }, { ...answerOf(turn), createdAt: new Date(0), _id: undefined });
    const filter = { messageId: turn.messageId, user: turn.user };
    plugin.drain();
    tracked.length = 0;
    await models["Message"]?.findOneAndUpdate(filter, { feedback: { rating: "thumbsUp" } }, { new: true });
    plugin.drain();
    expect(tracked).toEqual([]);
  });

  it("has a save succeed although the sink throws", async ({ expect }) => {
    const { methods, plugin } = useLibreChat(name);
    const { takeRows } = plugin.sink;
    onTestFinished(() => {
      plugin.sink.takeRows = takeRows;
    });
    plugin.sink.takeRows = () => {
      throw new Error("broken");
    };
    await expect(methods.bulkInsertTransactions(pairOf(newTurn(), 1, 1))).resolves.not.toThrow();
  });
});
