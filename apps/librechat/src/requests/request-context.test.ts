import { it } from "vitest";

import { readRequest } from "./request-context.ts";

it.for([
  ["/api/agents/chat/anthropic", "/api/agents/chat/anthropic", "anthropic"],
  ["/api/agents/chat/My-Proxy?a=secret", "/api/agents/chat/My-Proxy", "My-Proxy"],
  ["/api/assistants/v2/chat/azureAssistants", "/api/assistants/v2/chat/azureAssistants", "azureAssistants"],
  ["/api/agents/chat", "/api/agents/chat", null],
  ["/api/agents/chat/abort", "/api/agents/chat/abort", null],
  ["/api/agents/chat/compact", "/api/agents/chat/compact", null],
  ["/api/agents/chat/steer", "/api/agents/chat/steer", null],
  ["/api/messages/0f6a1b2c-0000-4000-8000-000000000001", "/api/messages/:id", null],
] as const)("a request to %s is told as %s, its endpoint %s", ([url, route, endpoint], { expect }) => {
  expect(readRequest("POST", url, 0)).toMatchObject({ route, endpoint });
});
