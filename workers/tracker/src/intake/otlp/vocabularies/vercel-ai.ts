import type { Vocabulary } from "./vocabulary.ts";

/** The Vercel AI SDK before version 7, and `LegacyOpenTelemetry` of `@ai-sdk/otel` since; its new spans speak `otelGenAi`. */
export const vercelAi: Vocabulary = {
  texts: {
    userId: ["ai.telemetry.metadata.userId", "ai.settings.context.userId"],
    sessionId: ["ai.telemetry.metadata.sessionId", "ai.settings.context.sessionId"],
    provider: ["ai.model.provider"],
    model: ["ai.response.model", "ai.model.id"],
  },
  counts: {
    input: ["ai.usage.inputTokens", "ai.usage.promptTokens", "ai.usage.tokens"],
    output: ["ai.usage.outputTokens", "ai.usage.completionTokens"],
    cache_read: ["ai.usage.inputTokenDetails.cacheReadTokens", "ai.usage.cachedInputTokens"],
    cache_write: ["ai.usage.inputTokenDetails.cacheWriteTokens"],
    reasoning: ["ai.usage.outputTokenDetails.reasoningTokens", "ai.usage.reasoningTokens"],
  },
  labels: {
    function_id: ["ai.telemetry.functionId"],
    response_id: ["ai.response.id"],
  },
};
