import { describe, it } from "vitest";

import { purposesText, responseName, toolsText } from "./response-text.ts";

const part = (type: string | null, count: number) => ({ context_type: type, interaction_count: count });

describe("the name of a response", () => {
  const said = { agents: [], endpoint: null, parts: [part("message", 1)] };
  it("is that of its agents, or their ids", ({ expect }) => {
    const agents = [
      { id: "agent_1", name: "Ada" },
      { id: "agent_2", name: null },
    ];
    expect(responseName({ ...said, agents, endpoint: "agents" })).toBe("Ada, agent_2");
  });
  it("is its endpoint without an agent", ({ expect }) => {
    expect(responseName({ ...said, endpoint: "openAI" })).toBe("openAI");
  });
  it("is its purpose without either", ({ expect }) => {
    expect(responseName({ ...said, parts: [part("title", 1)] })).toBe("Title");
    expect(responseName({ ...said, parts: [part(null, 1)] })).toBe("Call");
  });
});

describe("the parts of a response", () => {
  it("are those besides the answer, with their number where it is not one", ({ expect }) => {
    const parts = [part("message", 3), part("subagent", 2), part("title", 1), part("activity_label", 1)];
    expect(purposesText({ parts, interaction_count: 7 })).toBe("2 subagent, title, activity label");
  });
  it("are its calls when it is the answer alone", ({ expect }) => {
    expect(purposesText({ parts: [part("message", 3)], interaction_count: 3 })).toBe("3 calls");
  });
});

describe("the tools of a response", () => {
  it("say how often they were called", ({ expect }) => {
    const tools = [
      { name: "web_search", call_count: 2 },
      { name: "calculator", call_count: 1 },
    ];
    expect(toolsText({ tools })).toBe("web_search ×2, calculator");
    expect(toolsText({ tools: [] })).toBe("");
  });
});
