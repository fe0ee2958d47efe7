import { MARKER_NAMES } from "./billable.ts";
import { cloudflareAiGateway } from "./vocabularies/cloudflare-ai-gateway.ts";
import { langfuse } from "./vocabularies/langfuse.ts";
import { openInference } from "./vocabularies/openinference.ts";
import { otelGenAi } from "./vocabularies/otel-genai.ts";
import { vercelAi } from "./vocabularies/vercel-ai.ts";
import { LABEL_FIELDS, type TextField, type Vocabulary } from "./vocabularies/vocabulary.ts";

/** All vocabularies in the order in which they are asked. */
export const VOCABULARIES: readonly Vocabulary[] = [otelGenAi, openInference, langfuse, vercelAi, cloudflareAiGateway];

const allOf = (field: TextField) => [...new Set(VOCABULARIES.flatMap(({ texts }) => texts[field] ?? []))];

/** The names of attributes that say a text, in the order in which they are asked. */
export const TEXT_NAMES: Readonly<Record<TextField, readonly string[]>> = {
  userId: allOf("userId"),
  sessionId: allOf("sessionId"),
  provider: allOf("provider"),
  model: allOf("model"),
  serviceTier: allOf("serviceTier"),
  environment: allOf("environment"),
  costUsd: allOf("costUsd"),
};

/** The labels that are kept, each with the names of attributes that say it. */
export const LABEL_NAMES = LABEL_FIELDS.map(
  (field) => [field, VOCABULARIES.flatMap(({ labels }) => labels[field] ?? [])] as const,
);

/** Attributes that are read for themselves. */
export const NAMES = {
  serviceName: "service.name",
  serviceVersion: "service.version",
  langfuseUsage: "langfuse.observation.usage_details",
  langfuseCost: "langfuse.observation.cost_details",
  langfuseLevel: "langfuse.observation.level",
  langfuseParameters: "langfuse.observation.model.parameters",
  langfuseCompletionStart: "langfuse.observation.completion_start_time",
  openInferenceParameters: "llm.invocation_parameters",
  openInferencePromptCost: "llm.cost.prompt",
  openInferenceCompletionCost: "llm.cost.completion",
  errorType: "error.type",
  httpStatus: "http.response.status_code",
  vercelProviderMetadata: "ai.response.providerMetadata",
} as const;

/** Seconds to the first chunk; the last is in milliseconds. */
export const TIME_TO_FIRST_CHUNK = {
  seconds: ["gen_ai.response.time_to_first_chunk", "gen_ai.client.operation.time_to_first_chunk"],
  milliseconds: ["ai.response.msToFirstChunk"],
} as const;

/** Lists of tags. */
export const TAG_NAMES = ["langfuse.trace.tags", "tag.tags"] as const;

const KNOWN = new Set<string>([
  ...MARKER_NAMES,
  ...Object.values(TEXT_NAMES).flat(),
  ...LABEL_NAMES.flatMap(([, names]) => names),
  ...VOCABULARIES.flatMap(({ counts }) => Object.values(counts).flat()),
  ...Object.values(NAMES),
  ...Object.values(TIME_TO_FIRST_CHUNK).flat(),
  ...TAG_NAMES,
]);

/** Whether an attribute is ever read; all others, which may hold content, never leave the body. */
export const isKnownAttribute = (name: string): boolean => KNOWN.has(name);
