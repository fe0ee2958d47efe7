import { readBedrockArn } from "./bedrock-arn.ts";

/** The prefixes that LiteLLM and SDKs put before the ids of a provider. */
const PREFIXES = new Map<string, readonly string[]>([
  ["aws", ["bedrock/converse/", "bedrock/invoke/", "bedrock/", "bedrock:", "bedrock_converse/", "bedrock_mantle/"]],
  ["google", ["vertex_ai/", "vertex-ai/", "google-vertex:", "google-gla:", "gemini/", "google/", "palm/"]],
  ["azure", ["azure_ai/", "azure_openai/", "azure/"]],
  ["fireworks", ["fireworks_ai/"]],
  ["together", ["together_ai/"]],
  ["x-ai", ["xai/"]],
  ["moonshotai", ["moonshot/"]],
  ["mistral", ["mistralai/", "codestral/"]],
  ["cohere", ["cohere_chat/"]],
  ["voyageai", ["voyage/"]],
  ["cloudflare", ["workers-ai/"]],
  ["perplexity", ["pplx/"]],
]);

/** A fine-tuned model is sold by its base; who made it and when does not matter. */
const FINE_TUNED = /^(ft:[^:]+):.*$/;

/** The endings that hosts add without changing the price. */
const HARMLESS_ENDING = /(?<=.):(?:thinking|latest)$/;

/**
 * The name of a model without the wrapping of the API it was called through: trimmed, in lower case, without the head of an ARN
 * that Bedrock charges as the model in its name (another ARN stays one), `publishers/…/models/`, `models/` or one of the
 * prefixes of these providers, without the owner of a fine-tuned model, `:thinking` or `:latest`, and with `-` for the `@` before
 * a version.
 */
export function normalizeModelId(model: string, providers: string[]): string {
  const lowerCase = model.trim().toLowerCase();
  let id = readBedrockArn(lowerCase)?.model ?? lowerCase;
  for (const provider of providers) {
    const prefix = [`${provider}/`, `${provider}:`, ...(PREFIXES.get(provider) ?? [])].find((text) =>
      id.startsWith(text),
    );
    if (prefix !== undefined && id.length > prefix.length) id = id.slice(prefix.length);
  }
  return id
    .replace(/^(?:projects\/[^/]+\/locations\/[^/]+\/)?publishers\/[^/]+\/models\//, "")
    .replace(/^models\//, "")
    .replace(FINE_TUNED, "$1")
    .replace(HARMLESS_ENDING, "")
    .replaceAll(/(?<=.)@/g, "-");
}
