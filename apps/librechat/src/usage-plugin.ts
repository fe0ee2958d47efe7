import type { InteractionEvent } from "@voygent/tracking-client";

import { readChatMessage } from "./documents/chat-message.ts";
import { type MessageRating, readRating } from "./documents/message-rating.ts";
import { readUsageRow } from "./documents/usage-row.ts";
import { lookUpNames } from "./look-up-names.ts";
import type { DocumentSink } from "./mongoose/add-hooks.ts";
import type { MongooseLike } from "./mongoose/mongoose-like.ts";
import { type ScoreChange, toScore } from "./ratings/to-score.ts";
import { traceOfMessage } from "./ratings/trace-of-message.ts";
import { currentRequest } from "./requests/follow-requests.ts";
import { isRating } from "./requests/request-context.ts";
import { runInSlices } from "./run-in-slices.ts";
import type { UserNaming } from "./settings.ts";
import { eachInteraction } from "./turns/to-interactions.ts";
import type { Turn } from "./turns/turn.ts";
import { TurnBuffer } from "./turns/turn-buffer.ts";

const TICK_MS = 250;

/** More calls than these wait only when they come faster than short slices can tell them. */
const MANY_CALLS = 20_000;

/** Ratings that wait for the next tick: more than these are not given by hand. */
const MAX_RATINGS = 1000;

const seen = () => ({ nowMs: Date.now(), request: currentRequest() });

/**
 * A plugin that takes documents and tells interactions of them. `drain` tells at once what is held; `hurry` tells what has come to
 * an end, and from then on does not wait for more.
 */
export type UsagePlugin = { sink: DocumentSink; drain: () => void; hurry: () => void };

type PluginOptions = {
  mongoose: MongooseLike;
  userNaming: UserNaming;
  track: (event: InteractionEvent) => unknown;
  rate: (change: ScoreChange) => unknown;
  /** Called when some were told, and nothing more is due. */
  onTold?: () => void;
  say: (line: string) => void;
};

/** Makes a plugin. Whatever it is given is read at once and told later, on a timer that keeps no process alive. */
export function createUsagePlugin({ mongoose, userNaming, track, rate, onTold, say }: PluginOptions): UsagePlugin {
  const buffer = new TurnBuffer();
  const { names, want, isUnnamed } = lookUpNames(mongoose, userNaming);
  const ratings: MessageRating[] = [];
  let timer: ReturnType<typeof setInterval> | null = null;
  let telling: Iterator<unknown> | null = null;
  let hasSeenRow = false;
  let hasSaidUnrecorded = false;
  let isInHurry = false;
  let hasTold = false;

  const noteUnrecorded = ({ calls, message }: Turn) => {
    const isUnrecorded = calls.length === 0 && message?.isUnfinished === false && !message.isFailed;
    // Where others have them, the setting is not why.
    if (!isUnrecorded || hasSeenRow || hasSaidUnrecorded) return;
    hasSaidUnrecorded = true;
    say("a response came without transactions (is transactions.enabled off?): its own counts are told, if it has any");
  };
  /** Tells ratings and turns, one with each step, or one interaction of a turn. */
  function* tell(turns: Iterable<Turn | null>): Generator<undefined, void> {
    for (let rating = ratings.shift(); rating !== undefined; rating = ratings.shift()) {
      rate(toScore(rating, traceOfMessage(rating.messageId)));
      hasTold = true;
      yield;
    }
    for (const turn of turns) {
      yield;
      if (turn === null) continue;
      try {
        for (const event of eachInteraction(turn, names)) {
          track(event);
          hasTold = true;
          yield;
        }
        noteUnrecorded(turn);
      } catch {
        // One turn that cannot be told does not keep the others.
      }
    }
  }
  const rest = () => {
    telling = null;
    if (hasTold) onTold?.();
    hasTold = false;
    const givenUpCount = buffer.takeGivenUpCount();
    if (givenUpCount > 0) say(`gave up ${givenUpCount} model calls: they came faster than they can be told`);
    if (buffer.size > 0 || ratings.length > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
  const tick = () => {
    if (telling !== null) return;
    telling = tell(buffer.takeDue(Date.now(), { isInHurry, isUnnamed }));
    runInSlices(telling, () => buffer.callCount > MANY_CALLS, rest);
  };
  const wait = () => {
    timer ??= setInterval(tick, TICK_MS).unref();
  };
  const finish = (turns: Iterable<Turn | null>) => {
    while (telling?.next().done === false);
    for (const _ of tell(turns));
  };
  const rowOf = (document: unknown) => {
    const row = readUsageRow(document);
    if (row === null) return null;
    hasSeenRow = true;
    want(row);
    return row;
  };

  return {
    sink: {
      takeRows: (documents) => {
        buffer.addBatch(
          documents.flatMap((document) => rowOf(document) ?? []),
          seen(),
        );
        wait();
      },
      takeRow: (document) => {
        const row = rowOf(document);
        if (row === null) return;
        buffer.addRow(row, seen());
        wait();
      },
      takeMessage: (document) => {
        const message = readChatMessage(document);
        if (message === null) return;
        const { nowMs, request } = seen();
        // Where nothing tells requests, each change of a rated message tells its rating: again, which changes nothing.
        const rating = request === null || isRating(request) ? readRating(document) : null;
        if (rating !== null && ratings.length < MAX_RATINGS) ratings.push(rating);
        want(message);
        buffer.addMessage(message, { nowMs, request });
        wait();
      },
    },
    drain: () => finish(buffer.takeAll()),
    hurry: () => {
      isInHurry = true;
      finish(buffer.takeDue(Date.now(), { isInHurry }));
    },
  };
}
