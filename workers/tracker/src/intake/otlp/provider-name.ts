/** Names of providers in the GenAI conventions and in LangChain, and what the price lists call them. */
const PROVIDERS = new Map([
  ["aws.bedrock", "aws"],
  ["aws_bedrock", "aws"],
  ["amazon-bedrock", "aws"],
  ["bedrock", "aws"],
  ["bedrockconverse", "aws"],
  ["az.ai.inference", "azure"],
  ["az.ai.openai", "azure"],
  ["azure.ai.inference", "azure"],
  ["azure.ai.openai", "azure"],
  ["azure-openai", "azure"],
  ["azureopenai", "azure"],
  ["gcp.gemini", "google"],
  ["gcp.gen_ai", "google"],
  ["gcp.vertex_ai", "google"],
  ["gemini", "google"],
  ["google_genai", "google"],
  ["googlegenerativeai", "google"],
  ["google_vertexai", "google"],
  ["google-vertex", "google"],
  ["vertex_ai", "google"],
  ["vertexai", "google"],
  ["mistral_ai", "mistral"],
  ["mistralai", "mistral"],
  ["x_ai", "x-ai"],
  ["xai", "x-ai"],
]);

/** A name of the Vercel AI SDK: the provider, then which of its APIs, such as `openai.responses`. */
const WITH_API = /^([a-z-]+)\.(chat|completion|responses|messages|embedding|generative-ai|vertex)(\.|$)/;

/** The provider under the name that the price lists know it by, so that all instrumentations of one provider add up. */
export function providerName(given: string): string {
  const name = given.trim().toLowerCase();
  const base = WITH_API.exec(name)?.[1] ?? name;
  return PROVIDERS.get(base) ?? base;
}

/** Models that one company alone makes, by the beginnings of their names. */
const MAKERS: [RegExp, provider: string][] = [
  [/^(gpt-\d|chatgpt-|o[134](-|$)|text-embedding-(3|ada)-)/, "openai"],
  [/^claude-/, "anthropic"],
  [/^gemini-/, "google"],
];

/** The provider of a model whose span names none: its maker, where there can be one only; else empty. */
export function providerOfModel(model: string): string {
  const name = model.trim().toLowerCase();
  return MAKERS.find(([pattern]) => pattern.test(name))?.[1] ?? "";
}
