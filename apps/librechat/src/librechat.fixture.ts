import { randomBytes, randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { InteractionEvent } from "@voygent/tracking-client";

import { memoryCollection } from "./memory-collection.fixture.ts";
import { connectToServer, MONGODB_URI } from "./mongodb-server.fixture.ts";
import { addHooks } from "./mongoose/add-hooks.ts";
import { watchCollections } from "./mongoose/watch-collections.ts";
import type { ScoreChange } from "./ratings/to-score.ts";
import { type ConnectableMongoose, requireMongoose } from "./require-mongoose.fixture.ts";
import { createUsagePlugin } from "./usage-plugin.ts";

type Row = Record<string, unknown>;

/** A model of LibreChat, as its own code calls it. */
type Model = {
  new (row: Row): { save: () => Promise<unknown> };
  insertMany: (rows: Row[]) => Promise<unknown>;
  findOneAndUpdate: (filter: Row, update: Row, options: Row) => PromiseLike<unknown>;
  init: () => Promise<unknown>;
  collection: { find: (filter: Row) => { toArray: () => Promise<Row[]> } };
};

type DataSchemas = {
  createModels: (mongoose: object) => Record<string, Model>;
  createMethods: (mongoose: object) => Partial<LibreChatMethods>;
};

/** The methods through which LibreChat saves, since it has published them. */
type LibreChatMethods = {
  bulkInsertTransactions: (rows: Row[]) => Promise<unknown>;
  spendTokens: (row: Row, usage: { promptTokens?: number; completionTokens?: number }) => Promise<unknown>;
  /** What the context says of a temporary chat older versions take from the message. */
  saveMessage: (context: { userId: string; isTemporary?: boolean; expiredAt?: Date }, message: Row) => Promise<unknown>;
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

/** How the plugin sees what is saved: models that are made after it was loaded have its hooks, others are watched where they save. */
export type Way = "by hooks" | "at collections";

/** What answers the calls of MongoDB's driver, for the names of tests. */
export const DATABASE =
  MONGODB_URI === "" ? "the driver's collection calls replaced" : "on the MongoDB server of MONGODB_URI";

/** LibreChat's schemas and methods with the plugin, on a database of its own; once per version, way and process. */
export async function useLibreChat(packageName: string, way: Way = "by hooks") {
  const key = `${packageName} ${way}`;
  const starting = STARTED.get(key) ?? startLibreChat(packageName, way);
  STARTED.set(key, starting);
  const started = await starting;
  started.plugin.drain();
  started.tracked.length = 0;
  started.rated.length = 0;
  return started;
}

/** Ends all that were started, and drops their databases. */
export async function endLibreChats(): Promise<void> {
  const startings = [...STARTED.values()];
  STARTED.clear();
  for (const result of await Promise.allSettled(startings)) {
    if (result.status === "fulfilled") await result.value.end();
  }
}

/** Gives the models a database: that of a server, or one in memory. What it gives back ends it. */
async function openDatabase(
  mongoose: ConnectableMongoose,
  models: Record<string, Model>,
): Promise<() => Promise<void>> {
  if (MONGODB_URI !== "") {
    const end = await connectToServer(mongoose, MONGODB_URI);
    // Their indexes, which are made in the background.
    await Promise.all(Object.values(models).map(async (model) => await model.init()));
    return end;
  }
  const newObjectId = () => new mongoose.Types.ObjectId(newId());
  for (const { collection } of Object.values(models)) Object.assign(collection, memoryCollection(newObjectId));
  return async () => await Promise.resolve();
}

async function startLibreChat(packageName: string, way: Way) {
  process.env["LIBRECHAT_LOG_DIR"] ??= join(tmpdir(), "voygent-librechat-logs");
  const mongoose = requireMongoose();
  const tracked: InteractionEvent[] = [];
  const rated: ScoreChange[] = [];
  const track = (event: InteractionEvent) => tracked.push(event);
  const rate = (change: ScoreChange) => rated.push(change);
  const plugin = createUsagePlugin({ mongoose, userNaming: { by: "id" }, track, rate, say: () => {} });
  if (way === "by hooks") addHooks(mongoose, () => plugin.sink);
  const { createModels, createMethods }: DataSchemas = load(packageName);
  const models = createModels(mongoose);
  const end = await openDatabase(mongoose, models);
  if (way === "at collections") watchCollections(mongoose, () => plugin.sink);
  const published = createMethods(mongoose);
  const methods: LibreChatMethods = { ...earlyMethods(models), ...published };
  return { models, methods, plugin, tracked, rated, end };
}

/** A schema keeps its hooks for ever. */
const STARTED = new Map<string, ReturnType<typeof startLibreChat>>();

/** A new id of MongoDB. */
export const newId = (): string => randomBytes(12).toString("hex");

/** A user's turn in a conversation of its own. */
export const newTurn = () => ({ user: newId(), conversationId: randomUUID(), messageId: randomUUID() });
