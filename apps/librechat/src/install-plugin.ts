import { watchMongoose } from "./mongoose/watch-mongoose.ts";
import { processWide } from "./process-wide.ts";
import { continueRequest } from "./requests/follow-requests.ts";
import { startPlugin } from "./start-plugin.ts";

/** Installs the plugin, once in a process: it waits for Mongoose. False when another file had installed it before. */
export function installPlugin(): boolean {
  const shared = processWide();
  if (shared.withRequest !== null) return false;
  shared.withRequest = continueRequest;
  watchMongoose((mongoose) => startPlugin(mongoose, shared.say));
  return true;
}
