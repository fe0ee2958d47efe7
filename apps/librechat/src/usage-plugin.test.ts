import { it } from "vitest";

import { requireMongoose } from "./require-mongoose.fixture.ts";
import { createUsagePlugin } from "./usage-plugin.ts";

const PLACE = { user: "665f1c2ab3d4e5f60718293a", conversationId: "c" };
const ROW = { ...PLACE, messageId: "other", tokenType: "prompt", rawAmount: -5, model: "gpt-4o", context: "message" };

it.for([
  ["asks for the setting that makes transactions when an answer came without any", [], 1],
  ["does not ask for it where there are transactions of others", [{ _id: "r", ...ROW }], 0],
] as const)("the plugin %s", ([, rows, lineCount], { expect }) => {
  const said: string[] = [];
  const mongoose = requireMongoose();
  const plugin = createUsagePlugin({
    mongoose,
    userNaming: { by: "id" },
    track: () => {},
    rate: () => {},
    say: (line) => said.push(line),
  });
  plugin.sink.takeRows([...rows]);
  plugin.sink.takeMessage({ ...PLACE, messageId: "m", isCreatedByUser: false });
  plugin.drain();
  expect(said.filter((line) => line.includes("transactions.enabled"))).toHaveLength(lineCount);
});
