import { nameUser } from "./identity.ts";
import { DocumentCache } from "./mongoose/document-cache.ts";
import { findAgent, findUser } from "./mongoose/find-documents.ts";
import type { MongooseLike } from "./mongoose/mongoose-like.ts";
import type { UserNaming } from "./settings.ts";
import type { HeldTurn } from "./turns/held-turn.ts";
import type { TurnNames } from "./turns/turn.ts";

/** The names of users and agents, as far as they are known, and their look-up in the background. */
export type NameLookUp = {
  names: TurnNames;
  /** Begins to look up whom a row or a message is of. */
  want: (document: { userId: string; agentId: string | null }) => void;
  /** Whether a user or an agent of a turn is still looked up; asks again for what had no room. */
  isUnnamed: (turn: HeldTurn) => boolean;
};

/** Looks names up by LibreChat's own models: agents always, users where they are not called by their id. */
export function lookUpNames(mongoose: MongooseLike, userNaming: UserNaming): NameLookUp {
  const users = new DocumentCache((id) => findUser(mongoose, id));
  const agents = new DocumentCache((id) => findAgent(mongoose, id));
  const isNamed = userNaming.by === "email" || userNaming.by === "name";
  return {
    names: {
      userOf: (id, tenantId) => nameUser({ id, tenantId, names: isNamed ? users.get(id) : undefined }, userNaming),
      agentOf: (id) => agents.get(id),
    },
    want: ({ userId, agentId }) => {
      if (isNamed) users.want(userId);
      if (agentId !== null) agents.want(agentId);
    },
    isUnnamed: ({ calls, message }) => {
      const userId = message?.userId ?? calls[0]?.first.userId;
      const agentIds = new Set([message?.agentId, ...calls.map(({ first }) => first.agentId)]);
      const wanted = [...agentIds].map((id) => typeof id === "string" && agents.want(id));
      return (isNamed && userId !== undefined && users.want(userId)) || wanted.includes(true);
    },
  };
}
