import { fieldOf } from "../documents/read-value.ts";
import type { DocumentSink, SinkOf } from "./add-hooks.ts";
import type { MongooseLike } from "./mongoose-like.ts";
import { recogniseSchema, type SchemaKind } from "./recognise-schema.ts";

type Take = (result: unknown, given: unknown) => void;

/** Mongoose gives back the document, or with `includeResultMetadata` what MongoDB said about it. */
const documentOf = (result: unknown): unknown =>
  fieldOf(result, "lastErrorObject") === undefined ? result : fieldOf(result, "value");

function callsOf(kind: SchemaKind, sink: DocumentSink): [method: string, take: Take][] {
  if (kind === "message") return [["findOneAndUpdate", (result) => sink.takeMessage(documentOf(result))]];
  if (kind !== "transaction") return [];
  return [
    ["insertMany", (_, given) => Array.isArray(given) && sink.takeRows(Array.from(given))],
    ["insertOne", (_, given) => sink.takeRow(given)],
  ];
}

async function show(called: Promise<unknown>, given: unknown, take: Take): Promise<void> {
  try {
    take(await called, given);
  } catch {
    // Whoever has called has the same promise; what cannot be read is not worth a rejection that nobody handles.
  }
}

/** Shows `take` what a method was given and what came of it. Whoever calls gets its promise as it is, and waits for nothing else. */
function watchMethod(collection: object, name: string, take: Take): void {
  const method: unknown = Reflect.get(collection, name);
  if (typeof method !== "function") return;
  Reflect.set(collection, name, function watchedMethod(this: unknown, ...args: unknown[]): unknown {
    const called: unknown = Reflect.apply(method, this, args);
    if (called instanceof Promise) void show(called, args[0], take);
    return called;
  });
}

/**
 * Watches transactions and messages whose models were made before, which hooks do not reach any more, at their collections: what
 * is saved passes there as well. Gives back which of them there are.
 */
export function watchCollections(mongoose: MongooseLike, sinkOf: SinkOf): SchemaKind[] {
  return Object.values(mongoose.models).flatMap(({ schema, collection }) => {
    const kind = recogniseSchema(schema);
    const sink = kind === "transaction" || kind === "message" ? sinkOf(kind) : null;
    if (kind === null || sink === null) return [];
    for (const [name, take] of callsOf(kind, sink)) watchMethod(collection, name, take);
    return [kind];
  });
}
