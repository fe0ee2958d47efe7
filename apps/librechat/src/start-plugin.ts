import { createTrackingClient, type InteractionEvent } from "@voygent/tracking-client";

import { clientOptions } from "./client-options.ts";
import { addHooks, type DocumentSink } from "./mongoose/add-hooks.ts";
import type { MongooseLike } from "./mongoose/mongoose-like.ts";
import type { SchemaKind } from "./mongoose/recognise-schema.ts";
import { watchCollections } from "./mongoose/watch-collections.ts";
import type { ScoreChange } from "./ratings/to-score.ts";
import { followRequests } from "./requests/follow-requests.ts";
import { readSettings, type Settings } from "./settings.ts";
import { tellWhileEnding } from "./tell-while-ending.ts";
import { createUsagePlugin, type UsagePlugin } from "./usage-plugin.ts";

/** A program with Mongoose that has made none of LibreChat's models by then is not LibreChat, or a new kind of it. */
const MODELS_WITHIN_MS = 60_000;

type Say = (line: string) => void;

const NOT_SET = "VOYGENT_URL and VOYGENT_KEY are not set";

/** Connects LibreChat's documents with a client, until the process ends. */
function connect(mongoose: MongooseLike, settings: Settings, say: Say): DocumentSink {
  const { userNaming } = settings;
  let plugin: UsagePlugin | undefined;
  // Before the client listens for the same: what is held here has to be its own by then.
  const ending = tellWhileEnding(() => plugin);
  const client = createTrackingClient(clientOptions(settings, say));
  const track = (event: InteractionEvent) => client.trackInteraction(event);
  const rate = (change: ScoreChange) =>
    "score" in change ? client.trackScore(change.score) : client.removeScore(change.removedId);
  const onTold = () => ending.send((timeoutMillis) => client.flush({ timeoutMillis }));
  plugin = createUsagePlugin({ mongoose, userNaming, track, rate, onTold, say });
  followRequests();
  return plugin.sink;
}

/**
 * Tracks from now on what LibreChat saves by this Mongoose, also by models that it had made before. The environment is read when
 * the first of its models is there: by then LibreChat has read its own `.env`.
 */
export function startPlugin(mongoose: MongooseLike, say: Say): void {
  let sink: DocumentSink | null | undefined;
  const found = new Set<SchemaKind>();
  const open = (): DocumentSink | null => {
    const settings = readSettings(process.env) ?? NOT_SET;
    if (typeof settings !== "string") return connect(mongoose, settings, say);
    say(`${settings}; nothing is tracked`);
    return null;
  };
  const sinkOf = (kind: SchemaKind) => {
    found.add(kind);
    if (sink === undefined) sink = open();
    return sink;
  };
  const watched = watchCollections(mongoose, sinkOf);
  if (watched.length > 0) {
    say(`loaded after LibreChat's models (${watched.join(", ")}) were made: they are watched at their collections`);
  }
  addHooks(mongoose, sinkOf);
  setTimeout(() => {
    const isSetUp = sink === undefined ? readSettings(process.env) !== null : sink !== null;
    if (isSetUp && !(found.has("transaction") && found.has("message"))) {
      say("LibreChat's transactions and messages were not found in this program");
    }
  }, MODELS_WITHIN_MS).unref();
}
