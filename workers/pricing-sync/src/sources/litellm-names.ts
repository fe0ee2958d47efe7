/** LiteLLM's provider labels where they differ from the names that genai-prices gives the same sellers. */
const PROVIDERS = new Map([
  ["text-completion-openai", "openai"],
  ["bedrock", "aws"],
  ["bedrock_converse", "aws"],
  ["bedrock_mantle", "aws"],
  ["azure_ai", "azure"],
  ["azure_text", "azure"],
  ["gemini", "google"],
  ["palm", "google"],
  ["xai", "x-ai"],
  ["cohere_chat", "cohere"],
  ["fireworks_ai", "fireworks"],
  ["fireworks_ai-embedding-models", "fireworks"],
  ["together_ai", "together"],
  ["moonshot", "moonshotai"],
  ["codestral", "mistral"],
  ["text-completion-codestral", "mistral"],
  ["voyage", "voyageai"],
  ["github_copilot", "github-copilot"],
]);

/** What LiteLLM writes before the id of a model to say through whom it is called. */
const PREFIXES = [
  "vertex_ai",
  "gemini",
  "azure_ai",
  "azure",
  "bedrock",
  "bedrock_converse",
  "bedrock_mantle",
  "fireworks_ai",
  "together_ai",
  "palm",
  "text-completion-codestral",
  "codestral",
  "xai",
  "moonshot",
  "voyage",
];

/** The seller that a provider label of LiteLLM stands for. */
export function litellmProvider(label: string): string {
  if (label.startsWith("vertex_ai")) return "google";
  return PROVIDERS.get(label) ?? label;
}

/** The id under which the seller itself has the model: LiteLLM's key without the one prefix that names the seller. */
export function litellmModel(key: string, label: string, provider: string): string {
  const prefix = [label, provider, ...PREFIXES].find((name) => key.startsWith(`${name}/`));
  return prefix === undefined ? key : key.slice(prefix.length + 1);
}
