import { createRequire } from "node:module";

import type { MongooseLike } from "./mongoose/mongoose-like.ts";

/** A Mongoose of its own, that shares no models and no plugins with another. */
export function requireMongoose(): MongooseLike {
  const { Mongoose }: { Mongoose: new () => MongooseLike } = createRequire(import.meta.url)("mongoose");
  return new Mongoose();
}
