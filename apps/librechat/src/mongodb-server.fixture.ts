import { randomUUID } from "node:crypto";

import type { ConnectableMongoose } from "./require-mongoose.fixture.ts";

const SELECTION_TIMEOUT_MS = 5000;

/** The address of the MongoDB server that the tests are to run against; empty where there is none. */
export const MONGODB_URI = process.env["MONGODB_URI"] ?? "";

/**
 * Connects a Mongoose to a database of its own on this server; what it gives back drops the database and disconnects.
 * @throws Error within `timeoutMs` when no server answers there: a server that was asked for is never passed over
 */
export async function connectToServer(
  mongoose: ConnectableMongoose,
  uri: string,
  timeoutMs = SELECTION_TIMEOUT_MS,
): Promise<() => Promise<void>> {
  const dbName = `voygent-test-${randomUUID().slice(0, 8)}`;
  const connecting = mongoose.connect(uri, { dbName, serverSelectionTimeoutMS: timeoutMs });
  // The error of the driver itself would be shown with pages of its state.
  const problem = await connecting.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (problem !== null) throw new Error(`no MongoDB server answers at MONGODB_URI: ${problem}`);
  return async () => {
    await mongoose.connection.dropDatabase();
    await mongoose.disconnect();
  };
}
