import { randomBytes, randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { InteractionEvent } from "@voygent/tracking-client";

import { memoryCollection } from "./memory-collection.fixture.ts";
import { addHooks } from "./mongoose/add-hooks.ts";
import type { MongooseLike } from "./mongoose/mongoose-like.ts";
import { requireMongoose } from "./require-mongoose.fixture.ts";
import { createUsagePlugin } from "./usage-plugin.ts";

type Row = Record<string, unknown>;

/** A model of LibreChat, as its own code calls it. */
type Model = {
  new (row: Row): { save: () => Promise<unknown> };
  insertMany: (rows: Row[]) => Promise<unknown>;
  findOneAndUpdate: (filter: Row, update: Row, options: Row) => PromiseLike<unknown>;
  collection: object;
};

type DataSchemas = {
  createModels: (mongoose: object) => Record<string, Model>;
  createMethods: (mongoose: object) => Partial<LibreChatMethods>;
};

/** The methods through which LibreChat saves, since it has published them. */
type LibreChatMethods = {
  bulkInsertTransactions: (rows: Row[]) => Promise<unknown>;
  spendTokens: (row: Row, usage: { promptTokens?: number; completionTokens?: number }) => Promise<unknown>;
  saveMessage: (context: { userId: string }, message: Row) => Promise<unknown>;
};

/** The published versions of LibreChat's schemas that the tests run on. */
export const VERSIONS = [
  ["0.0.21", "data-schemas-21"],
  ["0.0.51", "data-schemas-51"],
  ["0.0.71", "@librechat/data-schemas"],
] as const;

const load = createRequire(import.meta.url);

/** LibreChat's own way to save before the methods were published with the schemas. */
function earlyMethods({ Transaction, Message }: Record<string, Model>): LibreChatMethods {
  if (Transaction === undefined || Message === undefined) throw new Error("no models");
  return {
    bulkInsertTransactions: async (rows) => await Transaction.insertMany(rows),
    spendTokens: async (row, { promptTokens = 0, completionTokens = 0 }) => {
      await new Transaction({ ...row, tokenType: "prompt", rawAmount: -promptTokens }).save();
      await new Transaction({ ...row, tokenType: "completion", rawAmount: -completionTokens }).save();
    },
    saveMessage: async ({ userId }, message) => {
      const filter = { messageId: message["messageId"], user: userId };
      return await Message.findOneAndUpdate(filter, { ...message, user: userId }, { upsert: true, new: true });
    },
  };
}

/** LibreChat's schemas and methods with the plugin, on a driver whose calls are kept in memory; once per version and process. */
export function useLibreChat(packageName: string) {
  const started = STARTED.get(packageName) ?? startLibreChat(packageName);
  STARTED.set(packageName, started);
  started.plugin.drain();
  started.tracked.length = 0;
  return started;
}

function startLibreChat(packageName: string) {
  process.env["LIBRECHAT_LOG_DIR"] ??= join(tmpdir(), "voygent-librechat-logs");
  const mongoose = requireMongoose();
  const tracked: InteractionEvent[] = [];
  const lines: string[] = [];
  const track = (event: InteractionEvent) => tracked.push(event);
  const plugin = createUsagePlugin({ mongoose, userNaming: { by: "id" }, track, say: (line) => lines.push(line) });
  const late = addHooks(mongoose, plugin.sink, () => {});
  const { createModels, createMethods }: DataSchemas = load(packageName);
  const models = createModels(mongoose);
  for (const model of Object.values(models)) {
    Object.assign(
      model.collection,
      memoryCollection(() => new mongoose.Types.ObjectId(newId())),
    );
  }
  const published = createMethods(mongoose);
  const methods: LibreChatMethods = { ...earlyMethods(models), ...published };
  return { mongoose: mongoose satisfies MongooseLike, models, methods, plugin, tracked, lines, late };
}

/** A schema keeps its hooks for ever. */
const STARTED = new Map<string, ReturnType<typeof startLibreChat>>();

/** A new id of MongoDB. */
export const newId = (): string => randomBytes(12).toString("hex");

/** A user's turn in a conversation of its own. */
export const newTurn = () => ({ user: newId(), conversationId: randomUUID(), messageId: randomUUID() });
