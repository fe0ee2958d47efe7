import { it } from "vitest";

import { InteractionsSearch } from "./interactions-search.ts";

it("reads a filter that stands once and one that stands several times", ({ expect }) => {
  expect(InteractionsSearch.parse({ agent: "agent_1", tool: ["a", "b"], status: "cancelled" })).toEqual({
    agent: ["agent_1"],
    tool: ["a", "b"],
    status: ["cancelled"],
  });
});

it("leaves out an outcome that there is not", ({ expect }) => {
  expect(InteractionsSearch.parse({ status: "lost", endpoint: "agents" })).toEqual({ endpoint: ["agents"] });
});
