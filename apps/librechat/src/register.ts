import { createTrackingClient } from "@voygent/tracking-client";

import { Log } from "./log.ts";
import { addHooks } from "./mongoose/add-hooks.ts";
import type { MongooseLike } from "./mongoose/mongoose-like.ts";
import type { SchemaKind } from "./mongoose/recognise-schema.ts";
import { watchMongoose } from "./mongoose/watch-mongoose.ts";
import { followRequests } from "./requests/follow-requests.ts";
import { readSettings, type Settings } from "./settings.ts";
import { createUsagePlugin } from "./usage-plugin.ts";

/** Shorter than the ten seconds that a container has to end in: a stop waits for one answer at most. */
const ANSWER_TIMEOUT_MS = 8000;

/** A program with Mongoose that has made none of LibreChat's models by then is not LibreChat, or a new kind of it. */
const MODELS_WITHIN_MS = 60_000;

// oxlint-disable-next-line no-console -- the host's log
const log = new Log((line) => console.warn(line));
const say = (line: string) => log.say(line);

function start(mongoose: MongooseLike, settings: Settings): void {
  const { url, key, userNaming, source, environment, spoolDirectory } = settings;
  let drain: (() => void) | undefined;
  // Before the client listens for the same: what is held here has to be its own by then.
  for (const event of ["SIGTERM", "SIGINT", "exit"]) process.once(event, () => drain?.());
  const client = createTrackingClient({
    url,
    key,
    source,
    ...(environment !== undefined && { environment }),
    ...(spoolDirectory !== undefined && { spoolDirectory }),
    scheduledDelayMillis: 1000,
    exportTimeoutMillis: ANSWER_TIMEOUT_MS,
    shutdownSignals: ["SIGTERM", "SIGINT"],
    logger: (line) => say(line.replace(/^voygent tracking: /, "")),
  });
  const plugin = createUsagePlugin({ mongoose, userNaming, track: (event) => client.trackInteraction(event), say });
  ({ drain } = plugin);
  const hooked = new Set<SchemaKind>();
  const late = addHooks(mongoose, plugin.sink, (kind) => hooked.add(kind));
  followRequests();
  if (late.length > 0) {
    say(`loaded too late, LibreChat's models (${late.join(", ")}) were made before: nothing of them is seen`);
    return;
  }
  setTimeout(() => {
    if (!hooked.has("transaction") || !hooked.has("message")) {
      say("LibreChat's transactions and messages were not found in this program");
    }
  }, MODELS_WITHIN_MS).unref();
}

const settings = readSettings(process.env);
if (settings !== null) {
  // Inert in npm and whatever else inherits the environment: nothing is said or opened without Mongoose.
  watchMongoose((mongoose) => {
    if (typeof settings === "string") say(`${settings}; nothing is tracked`);
    else start(mongoose, settings);
  });
}
