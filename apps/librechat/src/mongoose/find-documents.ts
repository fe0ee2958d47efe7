import { fieldOf, readLabel } from "../documents/read-value.ts";
import type { AgentModel } from "../turns/name-provider.ts";
import type { ModelLike, MongooseLike } from "./mongoose-like.ts";
import { recogniseSchema, type SchemaKind } from "./recognise-schema.ts";

/** What is looked up of a user. */
export type UserNames = { email: string | null; name: string | null };

function modelOf(mongoose: MongooseLike, kind: SchemaKind): ModelLike | undefined {
  return Object.values(mongoose.models).find(({ schema }) => recogniseSchema(schema) === kind);
}

/** Finds a user's address and name by the id; null when there is none. Rejects when the database does. */
export async function findUser(mongoose: MongooseLike, id: string): Promise<UserNames | null> {
  const projection = { _id: 0, email: 1, name: 1, username: 1 };
  const filter = { _id: new mongoose.Types.ObjectId(id) };
  const user = await modelOf(mongoose, "user")?.collection.findOne(filter, { projection });
  if (!user) return null;
  const name = readLabel(fieldOf(user, "name")) ?? readLabel(fieldOf(user, "username"));
  return { email: readLabel(fieldOf(user, "email")), name };
}

/** Finds what a saved agent runs on; null when there is none. Rejects when the database does. */
export async function findAgent(mongoose: MongooseLike, id: string): Promise<AgentModel | null> {
  const projection = { _id: 0, provider: 1, model: 1 };
  const agent = await modelOf(mongoose, "agent")?.collection.findOne({ id }, { projection });
  if (!agent) return null;
  return { provider: readLabel(fieldOf(agent, "provider")), model: readLabel(fieldOf(agent, "model")) };
}
