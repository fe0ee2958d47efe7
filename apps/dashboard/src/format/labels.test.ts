import { it } from "vitest";

import { labelOf } from "./labels.ts";

it("shows an agent by its name, with its id in the title", ({ expect }) => {
  expect(labelOf("agent", { key: "agent_1", name: "Ada" })).toEqual({ name: "Ada", title: "Ada (agent_1)" });
});

it("shows what has no name by its key", ({ expect }) => {
  expect(labelOf("tool", { key: "web_search" })).toEqual({ name: "web_search", title: "web_search" });
});

it("says of which dimension a group without a value is", ({ expect }) => {
  expect(["agent", "tool", "model"].map((dimension) => labelOf(dimension, { key: "(none)" }).name)).toEqual([
    "No agent",
    "No tool",
    "No model",
  ]);
});
