/**
 * Providers by names that differ from their ids in the price lists and that no rule of the lists finds, or that one gives to
 * another provider: as OpenTelemetry, LiteLLM and SDKs write them, with `-` for what stands between the words.
 */
const IDS = new Map([
  ["azure-ai", "azure"],
  ["azure-ai-foundry", "azure"],
  ["azure-ai-inference", "azure"],
  ["azure-ai-openai", "azure"],
  ["azure-openai", "azure"],
  ["azure-text", "azure"],
  ["azureopenai", "azure"],
  ["az-ai-inference", "azure"],
  ["az-ai-openai", "azure"],
  ["gcp-gen-ai", "google"],
  ["google-vertex-anthropic", "google"],
  ["palm", "google"],
  ["vertex-ai-anthropic", "google"],
  ["vertex-ai-anthropic-models", "google"],
  ["vertex-anthropic", "google"],
  ["vertexai-anthropic", "google"],
  ["fireworks-ai", "fireworks"],
  ["fireworks-ai-embedding-models", "fireworks"],
  ["ibm-watsonx", "watsonx"],
  ["ibm-watsonx-ai", "watsonx"],
  ["watsonx-ai", "watsonx"],
  ["codestral", "mistral"],
  ["text-completion-codestral", "mistral"],
  ["mistralai", "mistral"],
  ["moonshot", "moonshotai"],
  ["moonshot-ai", "moonshotai"],
  ["perplexity-ai", "perplexity"],
  ["together-ai", "together"],
  ["togetherai", "together"],
  ["grok", "x-ai"],
  ["x-ai", "x-ai"],
  ["xai", "x-ai"],
  ["z-ai", "zai"],
  ["zhipu", "zhipuai"],
  ["zhipu-ai", "zhipuai"],
  ["workers-ai", "cloudflare"],
]);

/** What SDKs write behind a provider to say which of its APIs they call. */
const API = /(?<=.)\.(?:chat|responses|messages|completions?|embeddings?|images?)$/;

const BETWEEN_WORDS = /[\s._-]+/g;

/** The ids that a trimmed, lower-case name of a provider may stand for, the best first; it need not be one of them. */
export function knownProviderIds(name: string): string[] {
  const ofApi = name.replace(API, "");
  const known = IDS.get(ofApi.replaceAll(BETWEEN_WORDS, "-"));
  return known === undefined ? [name, ofApi] : [name, ofApi, known];
}
