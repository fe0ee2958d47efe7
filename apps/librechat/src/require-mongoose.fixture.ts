import { createRequire } from "node:module";

import type { MongooseLike } from "./mongoose/mongoose-like.ts";

/** A Mongoose as a program has it that connects to a server. */
export type ConnectableMongoose = MongooseLike & {
  connect: (uri: string, options: object) => Promise<unknown>;
  connection: { dropDatabase: () => Promise<unknown> };
  disconnect: () => Promise<void>;
};

/** A Mongoose of its own, that shares no models and no plugins with another. */
export function requireMongoose(): ConnectableMongoose {
  const { Mongoose }: { Mongoose: new () => ConnectableMongoose } = createRequire(import.meta.url)("mongoose");
  return new Mongoose();
}
