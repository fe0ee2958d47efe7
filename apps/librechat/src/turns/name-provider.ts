import type { RequestContext } from "../requests/request-context.ts";
import type { ChatMessage } from "../documents/chat-message.ts";

/** A provider, and whether only the name of the model says so. */
export type NamedProvider = { provider: string | null; isInferred: boolean };

/** What a saved agent runs on, as its document says. */
export type AgentModel = { provider: string | null; model: string | null };

/** LibreChat's own endpoints by the provider behind them; others are named by the admin and kept as they are. */
const PROVIDERS = new Map([
  ["openai", "openai"],
  ["assistants", "openai"],
  ["gptplugins", "openai"],
  ["azureopenai", "azure"],
  ["azureassistants", "azure"],
  ["anthropic", "anthropic"],
  ["google", "google"],
  ["vertexai", "google"],
  ["bedrock", "aws"],
]);

/** Endpoints behind which every provider may be. */
const AGENTS = "agents";

/**
 * Endpoints that serve only models of these providers (`inferProvider`), so that another one's name is that of a title, which
 * LibreChat may have another endpoint write (`titleEndpoint`). OpenRouter's names begin with a vendor and a slash.
 */
const SERVED = new Map([
  ["openai", ["openai"]],
  ["anthropic", ["anthropic"]],
  ["google", ["google", "anthropic"]],
  ["bedrock", ["aws", "anthropic"]],
  ["openrouter", []],
]);

const MODEL_NAMES: [RegExp, string][] = [
  [/^(?:[a-z]{2,6}\.)?(?:anthropic|amazon|meta|mistral|cohere|ai21|deepseek|openai)\./, "aws"],
  [/^(?:gpt-|chatgpt-|codex-|o\d(?:-|$))/, "openai"],
  [/^claude-/, "anthropic"],
  [/^(?:gemini-|gemma-)/, "google"],
  [/^grok-/, "x-ai"],
  [/^deepseek-/, "deepseek"],
  [/^(?:mistral-|ministral-|magistral-|codestral-|pixtral-|open-mi)/, "mistral"],
  [/^command-/, "cohere"],
  [/^sonar(?:-|$)/, "perplexity"],
  [/^(?:kimi-|moonshot-)/, "moonshotai"],
];

/** The provider whose models have such a name, null when it is not a name of one provider. */
export function inferProvider(model: string | null): string | null {
  const name = model?.toLowerCase() ?? "";
  return MODEL_NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

const providerOf = (endpoint: string): string => PROVIDERS.get(endpoint.toLowerCase()) ?? endpoint;

/** Names the provider of a call: by its endpoint, by the agent that ran it, or else by the name of its model. */
export function nameProvider(
  model: string | null,
  known: { message: ChatMessage | null; request: RequestContext | null; agent: AgentModel | undefined },
): NamedProvider {
  const endpoint = known.message?.endpoint ?? known.request?.endpoint ?? null;
  const inferred = inferProvider(model);
  if (endpoint !== null && endpoint !== AGENTS) {
    const provider = providerOf(endpoint);
    const isOther = inferred !== null && SERVED.get(endpoint.toLowerCase())?.includes(inferred) === false;
    return isOther ? { provider: inferred, isInferred: true } : { provider, isInferred: false };
  }
  const { agent } = known;
  if (agent?.provider && (model === null || agent.model === model)) {
    return { provider: providerOf(agent.provider), isInferred: false };
  }
  return { provider: inferred, isInferred: inferred !== null };
}
