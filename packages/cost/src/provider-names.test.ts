import { describe, it } from "vitest";

import { findProvider } from "./find-provider.ts";
import type { MatchRule } from "./match-rule.ts";
import { resolveRate } from "./resolve-rate.ts";
import { bookOf, modelOf, type SampleProvider } from "./sample-rate.fixture.ts";

const contains = (...words: string[]): MatchRule => ({ or: words.map((word) => ({ contains: word })) });

/** The providers of genai-prices with the rules for their names, in its order, and two that only LiteLLM has. */
const RULES: [id: string, rule?: MatchRule][] = [
  ["anthropic", contains("anthropic")],
  ["aws", contains("bedrock", "amazon")],
  ["azure"],
  ["cerebras", contains("cerebras")],
  ["cloudflare", contains("cloudflare")],
  ["cohere", contains("cohere")],
  ["deepseek"],
  ["fireworks"],
  ["google", contains("google", "vertex", "gemini")],
  ["groq"],
  ["mistral", { starts_with: "mistral" }],
  ["moonshotai", contains("moonshot")],
  ["openai", contains("openai")],
  ["openrouter"],
  ["perplexity"],
  ["together", { or: [{ equals: "together-ai" }, { equals: "together_ai" }] }],
  ["x-ai", { equals: "xai" }],
  ["zai"],
  ["zhipuai"],
  ["ollama"],
  ["watsonx"],
];

const PROVIDERS = RULES.map(([id, rule]): SampleProvider => ({
  id,
  models: [],
  ...(rule && { provider_match: rule }),
}));
const book = bookOf(PROVIDERS);

const find = (name: string) => findProvider(book, name)?.id ?? null;

describe("the provider of a name", () => {
  it.for([
    // gen_ai.provider.name
    ["anthropic", "anthropic"],
    ["aws.bedrock", "aws"],
    ["azure.ai.inference", "azure"],
    ["azure.ai.openai", "azure"],
    ["cohere", "cohere"],
    ["deepseek", "deepseek"],
    ["gcp.gemini", "google"],
    ["gcp.gen_ai", "google"],
    ["gcp.vertex_ai", "google"],
    ["groq", "groq"],
    ["ibm.watsonx.ai", "watsonx"],
    ["mistral_ai", "mistral"],
    ["moonshot_ai", "moonshotai"],
    ["openai", "openai"],
    ["perplexity", "perplexity"],
    ["x_ai", "x-ai"],
    // gen_ai.system, as it was before
    ["az.ai.inference", "azure"],
    ["az.ai.openai", "azure"],
    ["gemini", "google"],
    ["vertex_ai", "google"],
    ["xai", "x-ai"],
  ] as const)("%s is %s by OpenTelemetry's conventions", ([name, id], { expect }) => {
    expect(find(name)).toBe(id);
  });

  it.for([
    ["azure", "azure"],
    ["azure_openai", "azure"],
    ["azure-openai", "azure"],
    ["azureopenai", "azure"],
    ["azure_ai", "azure"],
    ["azure-openai.chat", "azure"],
    ["azure.responses", "azure"],
    ["openai.responses", "openai"],
    ["text-completion-openai", "openai"],
    ["anthropic.messages", "anthropic"],
    ["vertex.anthropic.messages", "google"],
    ["vertex_ai-anthropic_models", "google"],
    ["google_genai", "google"],
    ["google.generative-ai", "google"],
    ["amazon-bedrock", "aws"],
    ["bedrock_converse", "aws"],
    ["mistralai", "mistral"],
    ["xai.chat", "x-ai"],
    ["grok", "x-ai"],
    ["groq.chat", "groq"],
    ["together_ai", "together"],
    ["togetherai.chat", "together"],
    ["fireworks_ai", "fireworks"],
    ["fireworks_ai-embedding-models", "fireworks"],
    ["codestral", "mistral"],
    ["text-completion-codestral", "mistral"],
    ["palm", "google"],
    ["workers-ai", "cloudflare"],
    ["z.ai", "zai"],
    ["ollama.chat", "ollama"],
  ] as const)("%s is %s by other tools", ([name, id], { expect }) => {
    expect(find(name)).toBe(id);
  });

  it.for(["openai-compatible", "openai-compatible.chat", "my-azure", "azure-proxy", "x", ".chat", "chat", "gen_ai"])(
    "%s is none of them",
    (name, { expect }) => {
      expect(find(name)).toBeNull();
    },
  );

  it("is by a rule where the list does not have the provider that is meant", ({ expect }) => {
    const without = bookOf(PROVIDERS.filter(({ id }) => id !== "azure"));
    expect(findProvider(without, "azure.ai.openai")?.id).toBe("openai");
  });
});

describe("a model on Azure", () => {
  const sellers = bookOf([
    { id: "azure", fallbacks: ["openai"], models: [modelOf("gpt-a", { input: 2 })] },
    {
      id: "openai",
      provider_match: contains("openai"),
      models: [modelOf("gpt-a", { input: 1 }), modelOf("gpt-b", { input: 1 })],
    },
  ]);

  it.for([
    ["at Azure's price where the list has one", "gpt-a", "azure/gpt-a exact"],
    ["else at that of whom Azure falls back to", "gpt-b", "openai/gpt-b fallback_provider"],
  ] as const)("is charged %s", ([, model, expected], { expect }) => {
    for (const provider of ["azure", "azure_openai", "azure-openai", "azure.ai.openai"]) {
      const found = resolveRate(sellers, { provider, model, atMs: 0 });
      const told = found.status === "priced" ? `${found.rate.provider}/${found.rate.model} ${found.matchedBy}` : null;
      expect([provider, told, found.status === "priced" && found.seller]).toEqual([provider, expected, "azure"]);
    }
  });
});
