import type { SchemaLike } from "./mongoose-like.ts";

/** The schemas of LibreChat that matter here. */
export type SchemaKind = "transaction" | "message" | "user" | "agent";

const PATHS: [SchemaKind, string[]][] = [
  ["transaction", ["tokenType", "rawAmount"]],
  ["message", ["messageId", "isCreatedByUser"]],
  ["user", ["email", "username", "role"]],
  ["agent", ["id", "instructions", "provider", "model"]],
];

/** Recognises a schema by its paths, since names differ between versions; null when it is another one. */
export function recogniseSchema(schema: SchemaLike): SchemaKind | null {
  const found = PATHS.find(([, paths]) => paths.every((path) => schema.path(path) !== undefined));
  return found?.[0] ?? null;
}
