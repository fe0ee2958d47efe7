import { randomBytes, randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";

import type { LoadPlan, LoadResult } from "./load-result.ts";

type Row = Record<string, unknown>;

type Methods = {
  bulkInsertTransactions: (rows: Row[]) => Promise<unknown>;
  saveMessage: (context: { userId: string }, message: Row) => Promise<unknown>;
};

const load = createRequire(new URL("../../../apps/librechat/package.json", import.meta.url));

/** The driver's calls, each answered in a later turn of the event loop, as by a database that is near and keeps nothing. */
const DRIVER = {
  insertMany: async (rows: Row[]) => {
    await nextTurn();
    return { acknowledged: true, insertedCount: rows.length };
  },
  findOneAndUpdate: async (filter: Row, update: { $set?: Row; $setOnInsert?: Row }) => {
    await nextTurn();
    return { ...filter, ...update.$setOnInsert, ...update.$set };
  },
  findOne: async () => {
    await nextTurn();
    return { email: "ada@example.com", name: "Ada" };
  },
};

function startLibreChat(): Methods {
  const mongoose = load("mongoose");
  const { createMethods, createModels } = load("@librechat/data-schemas");
  for (const { collection } of Object.values<{ collection: object }>(createModels(mongoose)))
    Object.assign(collection, DRIVER);
  return createMethods(mongoose);
}

const users = Array.from({ length: 200 }, () => randomBytes(12).toString("hex"));
const newTurn = () => ({
  user: users[Math.floor(Math.random() * users.length)] ?? "",
  conversationId: randomUUID(),
  messageId: randomUUID(),
});
type Turn = ReturnType<typeof newTurn>;

function pairsOf(turn: Turn, count: number): Row[] {
  const row = { ...turn, model: "claude-sonnet-4-5", context: "message" };
  const cached = { inputTokens: -14, writeTokens: -0, readTokens: -4410 };
  return Array.from({ length: count }, () => [
    { ...row, ...cached, tokenType: "prompt", rawAmount: -4424, tokenValue: -1365, rate: 0.30854 },
    { ...row, tokenType: "completion", rawAmount: -517, tokenValue: -7755, rate: 15 },
  ]).flat();
}

const TEXT = "An answer of some length, as a model gives it. ".repeat(40);

const messageOf = ({ conversationId, messageId }: Turn, isCreatedByUser: boolean, parentMessageId: string): Row => ({
  messageId: isCreatedByUser ? parentMessageId : messageId,
  conversationId,
  parentMessageId: isCreatedByUser ? randomUUID() : parentMessageId,
  isCreatedByUser,
  endpoint: "agents",
  model: isCreatedByUser ? null : "agent_8aWN5tLYRAdtV8knVWmod",
  sender: isCreatedByUser ? "User" : "Policy Watcher",
  text: isCreatedByUser ? "A question" : "",
  content: isCreatedByUser
    ? []
    : [
        { type: "tool_call", tool_call: { name: "web_search", args: "{}", output: TEXT } },
        { type: "text", text: TEXT },
      ],
  unfinished: false,
  error: false,
});

/** One answer with two model calls, saved as LibreChat saves it; each call's time is handed on. */
async function answer(methods: Methods, note: (ms: number) => void): Promise<void> {
  const turn = newTurn();
  const question = randomUUID();
  const timed = async (call: () => Promise<unknown>) => {
    const startedAtMs = performance.now();
    await call();
    note(performance.now() - startedAtMs);
  };
  const save = async (message: Row) => await methods.saveMessage({ userId: turn.user }, message);
  await timed(async () => await save(messageOf(turn, true, question)));
  await timed(async () => await methods.bulkInsertTransactions(pairsOf(turn, 2)));
  for (let time = 0; time < 2; time += 1) await timed(async () => await save(messageOf(turn, false, question)));
}

const memoryBytes = () => {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heap: heapUsed + external };
};

async function run({ turnsPerSecond, warmUpMs, measureMs }: LoadPlan): Promise<LoadResult> {
  const methods = startLibreChat();
  const samplesMs: number[] = [];
  let errors = 0;
  let isMeasured = false;
  const note = (ms: number) => {
    if (isMeasured) samplesMs.push(ms);
  };
  const answers = setInterval(() => {
    answer(methods, note).catch(() => (errors += 1));
  }, 1000 / turnsPerSecond);
  await sleep(warmUpMs);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  isMeasured = true;
  await sleep(measureMs);
  isMeasured = false;
  delay.disable();
  clearInterval(answers);
  await sleep(100);
  const { rss, heap } = memoryBytes();
  return { samplesMs, errors, delayP99Ms: delay.percentile(99) / 1e6, rssBytes: rss, heapBytes: heap };
}

const result = await run(JSON.parse(process.argv[2] ?? "{}"));
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
