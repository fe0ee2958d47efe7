import { describe, it } from "vitest";

import type { DocumentSink } from "./add-hooks.ts";
import type { MongooseLike } from "./mongoose-like.ts";
import { watchCollections } from "./watch-collections.ts";

type Method = (...given: unknown[]) => unknown;

/** A Mongoose with one model of these paths, whose collection has these methods. */
function mongooseOf(paths: string[], methods: Record<string, Method>) {
  const collection = { findOne: async () => await Promise.resolve(null), ...methods };
  const schema = { path: (name: string) => (paths.includes(name) ? {} : undefined), post: () => {} };
  const mongoose: MongooseLike = {
    plugin: () => {},
    models: { Any: { schema, collection } },
    Types: { ObjectId: Object },
  };
  return {
    mongoose,
    call: (name: string, ...given: unknown[]): unknown =>
      Reflect.apply(Reflect.get(collection, name), collection, given),
  };
}

const store: Method = async () => await Promise.resolve("stored");

const TRANSACTION = ["tokenType", "rawAmount"];
const MESSAGE = ["messageId", "isCreatedByUser"];

/** A sink that keeps what it takes, or that fails. */
function sinkOf(take: (document: unknown) => void): () => DocumentSink {
  return () => ({ takeRows: (rows) => rows.forEach(take), takeRow: take, takeMessage: take });
}

describe("a collection that is watched", () => {
  it("gives back the very promise of the call, and shows what was saved", async ({ expect }) => {
    const saved: unknown[] = [];
    const result = Promise.resolve({ acknowledged: true });
    const { mongoose, call } = mongooseOf(TRANSACTION, { insertMany: () => result, insertOne: () => result });
    expect(
      watchCollections(
        mongoose,
        sinkOf((row) => saved.push(row)),
      ),
    ).toEqual(["transaction"]);
    expect(call("insertMany", [{ n: 1 }, { n: 2 }])).toBe(result);
    expect(call("insertOne", { n: 3 })).toBe(result);
    await result;
    expect(saved).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it.for([
    ["a document", { messageId: "m" }],
    ["what MongoDB says about it", { lastErrorObject: {}, ok: 1, value: { messageId: "m" } }],
  ])("shows a message that comes back as %s", async ([, answer], { expect }) => {
    const saved: unknown[] = [];
    const { mongoose, call } = mongooseOf(MESSAGE, { findOneAndUpdate: async () => await Promise.resolve(answer) });
    watchCollections(
      mongoose,
      sinkOf((message) => saved.push(message)),
    );
    await call("findOneAndUpdate", {}, {}, {});
    expect(saved).toEqual([{ messageId: "m" }]);
  });

  it("rejects with the database's own error, shows nothing then, and survives what fails here", async ({ expect }) => {
    const saved: unknown[] = [];
    const failing = new Error("E11000");
    const { mongoose, call } = mongooseOf(TRANSACTION, {
      insertMany: async () => await Promise.reject(failing),
      insertOne: store,
    });
    watchCollections(
      mongoose,
      sinkOf((row) => {
        saved.push(row);
        throw new Error("unreadable");
      }),
    );
    await expect(call("insertMany", [{ n: 1 }])).rejects.toBe(failing);
    expect(saved).toEqual([]);
    expect(await call("insertOne", { n: 2 })).toBe("stored");
    expect(saved).toEqual([{ n: 2 }]);
  });

  it("is none of another kind", ({ expect }) => {
    const { mongoose } = mongooseOf(["email", "username", "role"], { insertOne: store });
    expect(
      watchCollections(
        mongoose,
        sinkOf(() => {}),
      ),
    ).toEqual([]);
    expect(Reflect.get(Object(mongoose.models["Any"]?.collection), "insertOne")).toBe(store);
  });
});
