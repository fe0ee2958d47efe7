import type { InteractionEvent } from "@voygent/tracking-client";

import { readChatMessage } from "./documents/chat-message.ts";
import { readUsageRow } from "./documents/usage-row.ts";
import { nameUser } from "./identity.ts";
import type { DocumentSink } from "./mongoose/add-hooks.ts";
import { DocumentCache } from "./mongoose/document-cache.ts";
import { findAgent, findUser } from "./mongoose/find-documents.ts";
import type { MongooseLike } from "./mongoose/mongoose-like.ts";
import { currentRequest } from "./requests/follow-requests.ts";
import type { UserNaming } from "./settings.ts";
import { toInteractions } from "./turns/to-interactions.ts";
import type { Turn, TurnNames } from "./turns/turn.ts";
import { TurnBuffer } from "./turns/turn-buffer.ts";

const TICK_MS = 250;

const seen = () => ({ nowMs: Date.now(), request: currentRequest() });

/** A plugin that takes documents and tells interactions of them; `drain` tells at once what is held. */
export type UsagePlugin = { sink: DocumentSink; drain: () => void };

type PluginOptions = {
  mongoose: MongooseLike;
  userNaming: UserNaming;
  track: (event: InteractionEvent) => unknown;
  say: (line: string) => void;
};

/** Makes a plugin. Whatever it is given is read at once and told later, on a timer that keeps no process alive. */
export function createUsagePlugin({ mongoose, userNaming, track, say }: PluginOptions): UsagePlugin {
  const buffer = new TurnBuffer();
  const users = new DocumentCache((id) => findUser(mongoose, id));
  const agents = new DocumentCache((id) => findAgent(mongoose, id));
  const isNamed = userNaming.by === "email" || userNaming.by === "name";
  const names: TurnNames = {
    userOf: (id, tenantId) => nameUser({ id, tenantId, names: isNamed ? users.get(id) : undefined }, userNaming),
    agentOf: (id) => agents.get(id),
  };
  let timer: ReturnType<typeof setInterval> | null = null;
  let hasSaidUnrecorded = false;

  const tell = (turns: Turn[]) => {
    for (const turn of turns) {
      try {
        for (const event of toInteractions(turn, names)) track(event);
        const isUnrecorded = turn.calls.length === 0 && turn.message?.isUnfinished === false && !turn.message.isFailed;
        if (isUnrecorded && !hasSaidUnrecorded) {
          hasSaidUnrecorded = true;
          say(
            "a response came without transactions (is transactions.enabled off?): its own counts are told, if it has any",
          );
        }
      } catch {
        // One turn that cannot be told does not keep the others.
      }
    }
  };
  const tick = () => {
    tell(buffer.takeDue(Date.now()));
    if (buffer.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
  const wait = () => {
    timer ??= setInterval(tick, TICK_MS).unref();
  };
  const want = (userId: string) => {
    if (isNamed) users.want(userId);
  };
  const rowOf = (document: unknown) => {
    const row = readUsageRow(document);
    if (row !== null) want(row.userId);
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
        want(message.userId);
        if (message.agentId !== null) agents.want(message.agentId);
        buffer.addMessage(message, seen());
        wait();
      },
    },
    drain: () => tell(buffer.takeAll()),
  };
}
