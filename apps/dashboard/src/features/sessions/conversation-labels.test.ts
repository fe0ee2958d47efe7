import { describe, it } from "vitest";

import { conversationLabels } from "./conversation-labels.ts";

describe("the labels of a conversation", () => {
  it("are read beside others", ({ expect }) => {
    const metadata = { endpoint: "agents", tool_names: ["calculator"], librechat_cost_usd: 0.0213, team: "north" };
    expect(conversationLabels({ metadata })).toEqual({
      endpoint: "agents",
      tool_names: ["calculator"],
      librechat_cost_usd: 0.0213,
    });
  });
  it("are none where an interaction has only others", ({ expect }) => {
    expect(conversationLabels({ metadata: { team: "north" } })).toBeNull();
    expect(conversationLabels({ metadata: null })).toBeNull();
  });
  it("that are of another type say nothing, and leave the others", ({ expect }) => {
    const metadata = { endpoint: 7, tool_names: "calculator", librechat_cost_usd: "1", agent_name: "Ada" };
    expect(conversationLabels({ metadata })).toEqual({ agent_name: "Ada" });
  });
});
