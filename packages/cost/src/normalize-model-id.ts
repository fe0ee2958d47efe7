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

/** `arn:partition:bedrock:region:account:kind/model`; no account where the model is AWS's own. */
const REGION_OF_ARN = /^arn:aws[a-z-]*:bedrock:([a-z]{2}(?:-[a-z]+){1,3}-\d{1,2}):[^/]*\//;

/**
 * The name of a model without the wrapping of the API it was called through: trimmed, in lower case, without an ARN head,
 * `publishers/…/models/`, `models/` or one of the prefixes of these providers, without the owner of a fine-tuned model,
 * `:thinking` or `:latest`, and with `-` for the `@` before a version.
 */
export function normalizeModelId(model: string, providers: string[]): string {
  let id = model
    .trim()
    .toLowerCase()
    .replace(/^arn:aws[^/]*\//, "");
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

/** The region that the ARN of a model on Bedrock names; null for any other name. */
export function regionOfArn(model: string): string | null {
  return REGION_OF_ARN.exec(model.trim().toLowerCase())?.[1] ?? null;
}

/** Whether it is the ARN of a model in a part of AWS that is sold by a price list of its own: GovCloud, China. */
export const isArnOfOwnPrices = (model: string): boolean => /^\s*arn:aws-[a-z-]+:/i.test(model);
