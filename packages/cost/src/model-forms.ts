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

/** The id behind each of the prefixes that it has, one after the other; the same one twice is no wrapping. */
function behindPrefixes(model: string, providers: string[]): string[] {
  const left = new Set(
    providers.flatMap((provider) => [`${provider}/`, `${provider}:`, ...(PREFIXES.get(provider) ?? [])]),
  );
  const ids = [model];
  let id = model;
  const isNext = (prefix: string) => id.startsWith(prefix) && id.length > prefix.length;
  for (let prefix = [...left].find(isNext); prefix !== undefined; prefix = [...left].find(isNext)) {
    left.delete(prefix);
    id = id.slice(prefix.length);
    ids.push(id);
  }
  return ids;
}

const UNWRAPPED: readonly ((id: string) => string)[] = [
  (id) => id.replace(/^(?:projects\/[^/]+\/locations\/[^/]+\/)?publishers\/[^/]+\/models\//, ""),
  (id) => id.replace(/^models\//, ""),
  (id) => id.replace(FINE_TUNED, "$1"),
  (id) => id.replace(HARMLESS_ENDING, ""),
  (id) => id.replaceAll(/(?<=.)@/g, "-"),
];

/**
 * The names of a model from the given one, trimmed and in lower case, to the one without any wrapping of the API it was called
 * through, each a step further than the one before: without the head of an ARN that Bedrock charges as the model in its name
 * (another ARN stays one), the prefixes of these providers, `publishers/…/models/`, `models/`, the owner of a fine-tuned model,
 * `:thinking` or `:latest`, and with `-` for the `@` before a version.
 */
export function modelForms(model: string, providers: string[]): [given: string, ...others: string[]] {
  const lowerCase = model.trim().toLowerCase();
  const forms = behindPrefixes(readBedrockArn(lowerCase)?.model ?? lowerCase, providers);
  let id = forms.at(-1) ?? lowerCase;
  for (const unwrap of UNWRAPPED) {
    id = unwrap(id);
    forms.push(id);
  }
  return [lowerCase, ...new Set(forms.filter((form) => form !== lowerCase))];
}
