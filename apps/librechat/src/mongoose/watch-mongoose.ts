import Module from "node:module";

import { isMongoose, type MongooseLike } from "./mongoose-like.ts";

const ENTRY = /[\\/]node_modules[\\/]mongoose[\\/]index\.js$/;

/**
 * Calls `onLoaded` with each copy of Mongoose as soon as a program has loaded it, or at once when it has; until then nothing
 * happens. What goes wrong here never reaches the program.
 */
export function watchMongoose(onLoaded: (mongoose: MongooseLike) => void): void {
  const seen = new WeakSet<object>();
  const look = (loaded: unknown) => {
    try {
      if (!isMongoose(loaded) || seen.has(loaded)) return;
      seen.add(loaded);
      onLoaded(loaded);
    } catch {
      // Another make of Mongoose is left alone.
    }
  };
  const load: unknown = Reflect.get(Module, "_load");
  if (typeof load !== "function") return;
  Reflect.set(Module, "_load", function watchedLoad(this: unknown, ...args: unknown[]): unknown {
    const loaded: unknown = Reflect.apply(load, this, args);
    const [name] = args;
    if (name === "mongoose" || (typeof name === "string" && ENTRY.test(name))) look(loaded);
    return loaded;
  });
  const cache: unknown = Reflect.get(Module, "_cache");
  if (typeof cache !== "object" || cache === null) return;
  for (const [path, module] of Object.entries(cache))
    if (ENTRY.test(path)) look(Reflect.get(Object(module), "exports"));
}
