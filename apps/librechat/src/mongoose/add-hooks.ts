import { fieldOf } from "../documents/read-value.ts";
import type { MongooseLike, SchemaLike } from "./mongoose-like.ts";
import { recogniseSchema, type SchemaKind } from "./recognise-schema.ts";

/** What takes the documents that LibreChat has saved. */
export type DocumentSink = {
  takeRows: (documents: unknown[]) => void;
  takeRow: (document: unknown) => void;
  takeMessage: (document: unknown) => void;
};

/** Gives what takes the documents of a kind of schema as soon as one is found; null when nothing is to be done. */
export type SinkOf = (kind: SchemaKind) => DocumentSink | null;

/** A hook must neither throw nor give back a promise: LibreChat's own call would fail by the one and wait for the other. */
function guarded(take: (document: unknown) => void): (document: unknown) => void {
  return (document) => {
    try {
      take(document);
    } catch {
      // What cannot be read is not worth a failed save.
    }
  };
}

/** The stored values of a Mongoose document, read without its slow getters; anything else as it is. */
const storedOf = (document: unknown): unknown => fieldOf(document, "_doc") ?? document;

/**
 * Adds hooks to the schemas of transactions and messages as their models are made; no hook can reach models that had been made
 * before.
 */
export function addHooks(mongoose: MongooseLike, sinkOf: SinkOf): void {
  mongoose.plugin((schema: SchemaLike) => {
    try {
      const kind = recogniseSchema(schema);
      if (kind !== "transaction" && kind !== "message") return;
      const sink = sinkOf(kind);
      if (sink === null) return;
      if (kind === "transaction") {
        schema.post(
          "insertMany",
          guarded((documents) => {
            if (Array.isArray(documents)) sink.takeRows(documents.map(storedOf));
          }),
        );
        schema.post(
          "save",
          guarded((document) => sink.takeRow(storedOf(document))),
        );
      }
      // Not `bulkWrite`: it makes copies, of which no model was called.
      if (kind === "message") {
        schema.post(
          "findOneAndUpdate",
          guarded((document) => sink.takeMessage(storedOf(document))),
        );
      }
    } catch {
      // A schema of another make is left alone.
    }
  });
}
