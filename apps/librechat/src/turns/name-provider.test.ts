import { describe, it } from "vitest";

import { readChatMessage } from "../documents/chat-message.ts";
import { nameProvider } from "./name-provider.ts";

const named = (endpoint: string, model: string) => {
  const message = readChatMessage({ messageId: "m", conversationId: "c", user: "u", isCreatedByUser: false, endpoint });
  return nameProvider(model, { message, request: null, agent: undefined });
};

describe("a call at an endpoint", () => {
  it.for<[string, string, string]>([
    ["google", "gemini-2.5-pro", "google"],
    ["google", "claude-sonnet-4-5", "google"],
    ["bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "aws"],
    ["bedrock", "claude-haiku-4-5", "aws"],
    ["azureOpenAI", "claude-sonnet-4-5", "azure"],
    ["OpenRouter", "openai/gpt-4o-mini", "OpenRouter"],
    ["Ollama", "mistral-nemo", "Ollama"],
  ])("%s by %s is of the provider behind it", ([endpoint, model, provider], { expect }) => {
    expect(named(endpoint, model)).toEqual({ provider, isInferred: false });
  });

  it.for<[string, string, string]>([
    ["openAI", "claude-haiku-4-5", "anthropic"],
    ["anthropic", "gpt-4o-mini", "openai"],
    ["google", "gpt-4o-mini", "openai"],
    ["bedrock", "gpt-4o-mini", "openai"],
    ["OpenRouter", "gpt-4o-mini", "openai"],
  ])(
    "%s by %s, which it does not serve, is of the one that the name says",
    ([endpoint, model, provider], { expect }) => {
      expect(named(endpoint, model)).toEqual({ provider, isInferred: true });
    },
  );
});
