import { it } from "vitest";

import { sourceName } from "./source-name.ts";

it("keeps a plain name, and falls back to one", ({ expect }) => {
  expect(["support-bot", " acme/bot:2 ", "  "].map(sourceName)).toEqual(["support-bot", "acme/bot:2", "my-app"]);
});

it("leaves nothing that would end a text in a shell, in JSON or in code", ({ expect }) => {
  expect(sourceName(`it's "$(rm)" \\ \`x\``)).toMatch(/^[\w.:/-]+$/);
});
