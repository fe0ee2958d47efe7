import type { MongooseLike, SchemaLike } from "./mongoose-like.ts";
import { recogniseSchema, type SchemaKind } from "./recognise-schema.ts";

/** What takes the documents that LibreChat has saved. */
export type DocumentSink = {
  takeRows: (documents: unknown[]) => void;
  takeRow: (document: unknown) => void;
  takeMessage: (document: unknown) => void;
};

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

/**
 * Adds hooks to the schemas of transactions and messages as their models are made. Gives back the kinds of the models that had
 * been made before, which no hook can reach any more; `onHooked` is told of each schema that is reached.
 */
export function addHooks(
  mongoose: MongooseLike,
  sink: DocumentSink,
  onHooked: (kind: SchemaKind) => void,
): SchemaKind[] {
  const late = Object.values(mongoose.models).flatMap(({ schema }) => recogniseSchema(schema) ?? []);
  mongoose.plugin((schema: SchemaLike) => {
    try {
      const kind = recogniseSchema(schema);
      if (kind === "transaction") {
        schema.post(
          "insertMany",
          guarded((documents) => {
            if (Array.isArray(documents)) sink.takeRows(documents);
          }),
        );
        schema.post("save", guarded(sink.takeRow));
      }
      // Not `bulkWrite`: it makes copies, of which no model was called.
      if (kind === "message") schema.post("findOneAndUpdate", guarded(sink.takeMessage));
      if (kind !== null) onHooked(kind);
    } catch {
      // A schema of another make is left alone.
    }
  });
  return late.filter((kind) => kind === "transaction" || kind === "message");
}
