/** How an API answers. */
export type ApiShape = "chat" | "responses" | "messages" | "gemini" | "embeddings";

/**
 * The API that a URL belongs to. `provider` is the provider's id, or an origin by which the tracker names it; `reader` says
 * how its usage counts; `model` is the one in the path.
 */
export type Api = {
  shape: ApiShape;
  provider: string;
  reader: { provider: string; api_flavor: string };
  model: string | null;
};

/** Providers by their hosts; the first that matches. */
const HOSTS: [RegExp, string][] = [
  [/^api\.openai\.com$/, "openai"],
  [/^[a-z]{2}\.api\.openai\.com$/, "openai"],
  [/\.(openai\.azure\.com|azure-api\.net|cognitiveservices\.azure\.com|services\.ai\.azure\.com)$/, "azure"],
  [/^api\.anthropic\.com$/, "anthropic"],
  [/\.googleapis\.com$/, "google"],
  [/^api\.groq\.com$/, "groq"],
  [/^api\.mistral\.ai$/, "mistral"],
  [/^api\.deepseek\.com$/, "deepseek"],
  [/^(api\.)?openrouter\.ai$/, "openrouter"],
  [/^api\.x\.ai$/, "x-ai"],
  [/^api\.cerebras\.ai$/, "cerebras"],
  [/^api\.fireworks\.ai$/, "fireworks"],
  [/^api\.perplexity\.ai$/, "perplexity"],
  [/^api\.moonshot\.(ai|cn)$/, "moonshotai"],
  [/^api\.z\.ai$/, "zai"],
  [/^open\.bigmodel\.cn$/, "zhipuai"],
  [/^api\.together\.(xyz|ai)$/, "together"],
];

/** The API flavours of each provider by which the tracker reads a shape; others count as the first of the shape does. */
const FLAVORS: Record<ApiShape, { fallback: string; flavors: Record<string, string> }> = {
  chat: {
    fallback: "openai",
    flavors: {
      openai: "chat",
      azure: "chat",
      anthropic: "chat",
      google: "chat",
      groq: "default",
      mistral: "default",
      deepseek: "chat",
      openrouter: "chat",
      "x-ai": "chat",
      cerebras: "chat",
      fireworks: "chat",
      perplexity: "default",
      moonshotai: "chat",
      zai: "chat",
      zhipuai: "chat",
    },
  },
  responses: { fallback: "openai", flavors: { openai: "responses", azure: "responses" } },
  messages: { fallback: "anthropic", flavors: { anthropic: "default", azure: "anthropic", google: "anthropic" } },
  gemini: { fallback: "google", flavors: { google: "default" } },
  embeddings: { fallback: "openai", flavors: { openai: "embeddings", azure: "embeddings" } },
};

const PATHS: [RegExp, ApiShape][] = [
  [/\/chat\/completions$/, "chat"],
  [/\/responses$/, "responses"],
  [/\/v1\/messages$/, "messages"],
  [/\/publishers\/anthropic\/models\/[^/]+:(raw|streamRaw)Predict$/, "messages"],
  [/\/models\/[^/]+:(g|streamG)enerateContent$/, "gemini"],
  [/\/embeddings$/, "embeddings"],
];

const MODEL_IN_PATH = /\/models\/([^/:@]+)(@[^/:]+)?:/;

function readModel(path: string): string | null {
  const model = MODEL_IN_PATH.exec(path)?.[1];
  return model === undefined ? null : decodeURIComponent(model);
}

/** The API behind a URL, null when it is none whose usage is read. `provider` is the host's own name for the provider. */
export function findApi(url: URL, provider: string | undefined): Api | null {
  const path = url.pathname.replace(/\/+$/, "");
  const shape = PATHS.find(([pattern]) => pattern.test(path))?.[1];
  if (shape === undefined) return null;
  const known = HOSTS.find(([pattern]) => pattern.test(url.hostname))?.[1];
  const { fallback, flavors } = FLAVORS[shape];
  const reader = provider ?? known ?? fallback;
  const readAs = Object.hasOwn(flavors, reader) ? reader : fallback;
  return {
    shape,
    provider: provider ?? known ?? url.origin,
    reader: { provider: readAs, api_flavor: flavors[readAs] ?? "default" },
    model: readModel(path),
  };
}
