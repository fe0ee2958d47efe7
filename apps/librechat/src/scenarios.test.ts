import { createHash, randomUUID } from "node:crypto";

import { afterAll, describe, it, onTestFinished } from "vitest";

import { DATABASE, endLibreChats, newTurn, useLibreChat, VERSIONS } from "./librechat.fixture.ts";

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

/** The ids of a conversation's rows, in the order in which they were written. */
async function storedIds({ Transaction }: LibreChat["models"], { conversationId }: { conversationId: string }) {
  const rows = (await Transaction?.collection.find({ conversationId }).toArray()) ?? [];
  return rows.map((row) => String(row["_id"])).toSorted();
}

const TOOL = { type: "tool_call", tool_call: { name: "web_search", args: "hidden", output: "hidden" } };

type LibreChat = Awaited<ReturnType<typeof useLibreChat>>;

/** How LibreChat saves an answer that is stopped after some of its usage is known, and what is told of it. */
const STOPS = [
  [
    "while agents record every call of it as aborted",
    async ({ methods }: LibreChat, turn: ReturnType<typeof newTurn>) => {
      await methods.saveMessage({ userId: turn.user }, answerOf(turn, { unfinished: true }));
      const context = "abort";
      await methods.bulkInsertTransactions([
        ...pairOf(turn, 100, 10, { context }),
        ...pairOf(turn, 200, 2, { context }),
      ]);
    },
    [
      ["cancelled", 100, 10, "abort", undefined],
      ["cancelled", 200, 2, "abort", undefined],
    ],
  ],
  [
    "after its first call was recorded as finished",
    async ({ methods }: LibreChat, turn: ReturnType<typeof newTurn>) => {
      await methods.bulkInsertTransactions(pairOf(turn, 100, 10));
      await methods.bulkInsertTransactions(pairOf(turn, 200, 2, { context: "abort" }));
      await methods.saveMessage({ userId: turn.user }, answerOf(turn, { unfinished: true }));
    },
    [
      ["ok", 100, 10, "message", undefined],
      ["cancelled", 200, 2, "abort", undefined],
    ],
  ],
  [
    "when its rows say nothing of the stop, but the answer is unfinished",
    async ({ methods }: LibreChat, turn: ReturnType<typeof newTurn>) => {
      await methods.bulkInsertTransactions([...pairOf(turn, 100, 10), ...pairOf(turn, 200, 2)]);
      await methods.saveMessage({ userId: turn.user }, answerOf(turn, { unfinished: true }));
    },
    [
      ["ok", 100, 10, "message", undefined],
      ["cancelled", 200, 2, "message", undefined],
    ],
  ],
  [
    "as before 0.8.2, by rows one by one that are incomplete",
    async ({ methods }: LibreChat, turn: ReturnType<typeof newTurn>) => {
      const row = { ...turn, model: "claude-sonnet-4-5", context: "incomplete" };
      await methods.spendTokens(row, { promptTokens: 100, completionTokens: 10 });
      await methods.saveMessage({ userId: turn.user }, answerOf(turn, { finish_reason: "incomplete" }));
    },
    [["cancelled", 100, 10, "incomplete", "incomplete"]],
  ],
] as const;

const WAYS = ["by hooks", "at collections"] as const;
const RUNS = VERSIONS.flatMap(([version, name]) => WAYS.map((way) => [version, way, name] as const));

afterAll(endLibreChats);

describe.for(RUNS)(`LibreChat's schemas %s on Mongoose, read %s, ${DATABASE}`, ([, way, name]) => {
  it("tells a turn with two calls and a tool as two interactions, how it ended with the last", async ({ expect }) => {
    const { methods, models, plugin, tracked } = await useLibreChat(name, way);
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
    const ids = await storedIds(models, turn);
    const common = {
      session_id: turn.conversationId,
      user_id: turn.user,
      provider: "anthropic",
      model: "claude-sonnet-4-5",
      status: "ok",
      type: "chat",
    };
    const tokens = [
      { input: 4424, output: 517, cache_read: 4410 },
      { input: 6120, output: 288, cache_read: 4410, cache_write: 808 },
    ];
    expect(tracked).toMatchObject([
      { ...common, id: ids[0], tokens: tokens[0] },
      { ...common, id: ids[2], tokens: tokens[1], metadata: { tool_names: ["web_search"] } },
    ]);
    expect(tracked[0]?.metadata).not.toHaveProperty("tool_names");
    expect(JSON.stringify(tracked)).not.toContain("hidden");
  });

  it("marks a temporary chat, whether the message says so or only has an end", async ({ expect }) => {
    const { methods, plugin, tracked } = await useLibreChat(name, way);
    const [temporary, usual] = [newTurn(), newTurn()];
    const expiredAt = new Date(Date.now() + 3_600_000);
    await methods.saveMessage(
      { userId: temporary.user, isTemporary: true, expiredAt },
      answerOf(temporary, { expiredAt }),
    );
    await methods.saveMessage({ userId: usual.user }, answerOf(usual));
    plugin.drain();
    expect(tracked.map(({ metadata }) => metadata?.["is_temporary"])).toEqual([true, undefined]);
  });

  it("tells a stopped turn without rows as cancelled, with what it used unknown", async ({ expect }) => {
    const { methods, plugin, tracked } = await useLibreChat(name, way);
    const turn = newTurn();
    await methods.saveMessage({ userId: turn.user }, answerOf(turn, { unfinished: true }));
    plugin.drain();
    expect(tracked).toMatchObject([{ id: `message-${turn.messageId}`, status: "cancelled" }]);
    expect(tracked[0]).not.toHaveProperty("tokens");
  });

  it.for(STOPS)("tells what a stopped turn used %s", async ([, save, told], { expect }) => {
    const librechat = await useLibreChat(name, way);
    const turn = newTurn();
    await save(librechat, turn);
    librechat.plugin.drain();
    const ids = await storedIds(librechat.models, turn);
    const { tracked } = librechat;
    expect(tracked.map(({ id }) => id)).toEqual(ids.filter((_, index) => index % 2 === 0));
    expect(
      tracked.map(({ status, tokens, metadata }) => [
        status,
        tokens?.input,
        tokens?.output,
        metadata?.["context_type"],
        metadata?.["finish_type"],
      ]),
    ).toEqual(told);
  });

  it.for([
    ["by its flag", { error: true }],
    ["by a part of its content", { content: [{ type: "error", error: "hidden" }] }],
  ] as const)("tells a turn that failed %s as an error", async ([, more], { expect }) => {
    const { methods, plugin, tracked } = await useLibreChat(name, way);
    const turn = newTurn();
    await methods.bulkInsertTransactions(pairOf(turn, 10, 1));
    await methods.saveMessage({ userId: turn.user }, answerOf(turn, more));
    plugin.drain();
    expect(tracked.map(({ status }) => status)).toEqual(["error"]);
  });

  it("tells an answer that is made again as one of its own", async ({ expect }) => {
    const { methods, plugin, tracked } = await useLibreChat(name, way);
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
    const { methods, plugin, tracked } = await useLibreChat(name, way);
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
    const { methods, plugin, tracked } = await useLibreChat(name, way);
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
    const { methods, plugin, tracked } = await useLibreChat(name, way);
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
    const { methods, plugin, tracked } = await useLibreChat(name, way);
    const turn = newTurn();
    const rows = Array.from({ length: 200 }, (_, index) => pairOf(turn, index + 1, 1)).flat();
    await methods.bulkInsertTransactions([...rows, { user: turn.user, tokenType: "credits", rawAmount: 1_000_000 }]);
    plugin.drain();
    // 1 + 2 + … + 200
    expect([tracked.length, tracked.reduce((sum, { tokens }) => sum + (tokens?.input ?? 0), 0)]).toEqual([200, 20_100]);
  });

  it("tells a rating that comes later as a score, and no answer once more", async ({ expect }) => {
    const { methods, models, plugin, tracked, rated } = await useLibreChat(name, way);
    const turn = newTurn();
    await methods.saveMessage({ userId: turn.user }, answerOf(turn));
    plugin.drain();
    tracked.length = 0;
    const filter = { messageId: turn.messageId, user: turn.user };
    const rateAs = async (feedback: object | null) => {
      await models["Message"]?.findOneAndUpdate(filter, { feedback }, { new: true });
      plugin.drain();
    };
    await rateAs({ rating: "thumbsDown", tag: "not_matched", text: "hidden" });
    await rateAs({ rating: "thumbsUp" });
    await rateAs(null);
    const traceId = createHash("sha256").update(turn.messageId).digest("hex").slice(0, 32);
    const score = { id: `feedback-${traceId}`, traceId, name: "user-feedback" };
    expect([tracked, rated]).toEqual([
      [],
      [
        { score: { ...score, value: 0, metadata: { tag: "not_matched" } } },
        { score: { ...score, value: 1 } },
        { removedId: score.id },
      ],
    ]);
  });

  it("has a save succeed although the sink throws", async ({ expect }) => {
    const { methods, plugin } = await useLibreChat(name, way);
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
