import { fieldOf } from "../documents/read-value.ts";

/** What is used of a Mongoose schema. */
export type SchemaLike = {
  path: (name: string) => unknown;
  post: (event: string, hook: (document: unknown) => void) => unknown;
};

/** What is used of a Mongoose model: its collection, behind which no hooks of LibreChat run. */
export type ModelLike = {
  schema: SchemaLike;
  collection: { findOne: (filter: object, options: object) => Promise<unknown> };
};

/** What is used of Mongoose. It is LibreChat's own, of whatever version. */
export type MongooseLike = {
  plugin: (plugin: (schema: SchemaLike) => void) => unknown;
  models: Record<string, ModelLike>;
  Types: { ObjectId: new (hex: string) => object };
};

/** Whether a module is Mongoose. */
export function isMongoose(value: unknown): value is MongooseLike {
  const hasModels = typeof fieldOf(value, "models") === "object";
  return hasModels && typeof fieldOf(value, "plugin") === "function" && typeof fieldOf(value, "Schema") === "function";
}
