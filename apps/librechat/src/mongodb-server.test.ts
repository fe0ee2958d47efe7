import { it } from "vitest";

import { connectToServer } from "./mongodb-server.fixture.ts";
import { requireMongoose } from "./require-mongoose.fixture.ts";

it("fails, and says why, where MONGODB_URI names no server", async ({ expect }) => {
  const connecting = connectToServer(requireMongoose(), "mongodb://127.0.0.1:9", 500);
  await expect(connecting).rejects.toThrow(/^no MongoDB server answers at MONGODB_URI: .*ECONNREFUSED/);
});
