import { fieldOf, readId, readLabel } from "../documents/read-value.ts";
import { nameUser } from "../identity.ts";
import type { UserNames } from "../mongoose/find-documents.ts";
import type { UserNaming } from "../settings.ts";
import type { AgentModel } from "../turns/name-provider.ts";
import type { TurnNames } from "../turns/turn.ts";
import { ImportError } from "./import-error.ts";
import { readDocuments, type Reading } from "./read-documents.ts";

async function readAgents(path: string, reading: Reading): Promise<Map<string, AgentModel>> {
  const agents = new Map<string, AgentModel>();
  for await (const documents of readDocuments(path, reading)) {
    for (const { value } of documents) {
      const id = readLabel(fieldOf(value, "id"));
      if (id === null) throw new ImportError("input", `${path} holds no agents of LibreChat`);
      const provider = readLabel(fieldOf(value, "provider"));
      agents.set(id, { provider, model: readLabel(fieldOf(value, "model")) });
    }
  }
  return agents;
}

async function readUsers(path: string, reading: Reading): Promise<Map<string, UserNames>> {
  const users = new Map<string, UserNames>();
  for await (const documents of readDocuments(path, reading)) {
    for (const { value } of documents) {
      const id = readId(fieldOf(value, "_id"));
      if (id === null || fieldOf(value, "email") === undefined) {
        throw new ImportError("input", `${path} holds no users of LibreChat`);
      }
      const name = readLabel(fieldOf(value, "name")) ?? readLabel(fieldOf(value, "username"));
      users.set(id, { email: readLabel(fieldOf(value, "email")), name });
    }
  }
  return users;
}

/** The names of people and agents as the plugin gives them, from the exports of `users` and `agents`; all of them are held. */
export async function readNames(
  files: { agents: string | null; users: string | null },
  naming: UserNaming,
  reading: Reading,
): Promise<TurnNames> {
  const agents = files.agents === null ? new Map<string, AgentModel>() : await readAgents(files.agents, reading);
  const isNamed = naming.by === "email" || naming.by === "name";
  const users = files.users === null || !isNamed ? new Map<string, UserNames>() : await readUsers(files.users, reading);
  return {
    userOf: (id, tenantId) => nameUser({ id, tenantId, names: users.get(id) }, naming),
    agentOf: (id) => agents.get(id),
  };
}
