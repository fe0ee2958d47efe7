import { describe, it } from "vitest";

import { findApi } from "./find-api.ts";

const apiOf = (url: string, provider?: string) => findApi(new URL(url), provider);

describe("the API behind a URL", () => {
  it.for([
    ["https://api.openai.com/v1/chat/completions", "openai", "openai", "chat"],
    ["https://eu.api.openai.com/v1/responses", "openai", "openai", "responses"],
    ["https://api.openai.com/v1/embeddings", "openai", "openai", "embeddings"],
    ["https://me.openai.azure.com/openai/deployments/x/chat/completions?api-version=1", "azure", "azure", "chat"],
    ["https://me.services.ai.azure.com/anthropic/v1/messages", "azure", "azure", "anthropic"],
    ["https://api.anthropic.com/v1/messages", "anthropic", "anthropic", "default"],
    ["https://api.anthropic.com/v1/chat/completions", "anthropic", "anthropic", "chat"],
    ["https://api.groq.com/openai/v1/chat/completions", "groq", "groq", "default"],
    ["https://api.mistral.ai/v1/chat/completions", "mistral", "mistral", "default"],
    ["https://openrouter.ai/api/v1/chat/completions", "openrouter", "openrouter", "chat"],
    ["https://api.x.ai/v1/chat/completions", "x-ai", "x-ai", "chat"],
    ["https://api.together.xyz/v1/chat/completions", "together", "openai", "chat"],
    ["http://127.0.0.1:8000/v1/chat/completions", "http://127.0.0.1:8000", "openai", "chat"],
  ] as const)("%s is of %s and read as %s %s", ([url, provider, readAs, flavor], { expect }) => {
    expect(apiOf(url)).toMatchObject({ provider, reader: { provider: readAs, api_flavor: flavor }, model: null });
  });

  it("reads the model that a path names", ({ expect }) => {
    const gemini = apiOf(
      "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:streamGenerateContent",
    );
    expect(gemini).toMatchObject({ shape: "gemini", provider: "google", model: "gemini-2.5-pro" });
    const vertex = "https://us-east5-aiplatform.googleapis.com/v1/projects/p/locations/l/publishers/anthropic/models/";
    expect(apiOf(`${vertex}claude-sonnet-4-5@20250929:streamRawPredict`)).toEqual({
      shape: "messages",
      provider: "google",
      reader: { provider: "google", api_flavor: "anthropic" },
      model: "claude-sonnet-4-5",
    });
  });

  it("believes its host about a provider", ({ expect }) => {
    const proxied = apiOf("http://proxy.local/v1/chat/completions", "groq");
    expect(proxied).toMatchObject({ provider: "groq", reader: { provider: "groq", api_flavor: "default" } });
    const own = apiOf("http://proxy.local/v1/chat/completions", "vllm");
    expect(own).toMatchObject({ provider: "vllm", reader: { provider: "openai", api_flavor: "chat" } });
  });

  it.for([
    "https://api.openai.com/v1/models",
    "https://api.openai.com/v1/threads/thread_1/messages",
    "https://api.openai.com/v1/responses/resp_1/input_items",
    "https://example.com/",
  ])("%s is none", (url, { expect }) => {
    expect(apiOf(url)).toBeNull();
  });
});
