import type { Vocabulary } from "./vocabulary.ts";

/**
 * The GenAI conventions of OpenTelemetry in all their generations, with OpenLLMetry and OpenLIT, which grew out of them:
 * one family, since instrumentations mix the names of two generations. Source: semantic-conventions-genai, 1.42 and before.
 */
export const otelGenAi: Vocabulary = {
  texts: {
    userId: ["user.id", "enduser.id", "gen_ai.user", "llm.user", "traceloop.association.properties.user_id"],
    sessionId: ["gen_ai.conversation.id", "traceloop.association.properties.session_id"],
    provider: ["gen_ai.provider.name", "gen_ai.system"],
    model: ["gen_ai.response.model", "gen_ai.request.model"],
    serviceTier: [
      "openai.response.service_tier",
      "openai.request.service_tier",
      "gen_ai.openai.response.service_tier",
      "gen_ai.openai.request.service_tier",
    ],
    environment: ["deployment.environment.name", "deployment.environment"],
    costUsd: ["gen_ai.usage.cost"],
  },
  counts: {
    input: ["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.usage.prompt_tokens"],
    output: ["gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.usage.completion_tokens"],
    cache_read: [
      "gen_ai.usage.cache_read.input_tokens",
      "gen_ai.usage.cache_read_input_tokens",
      "gen_ai.usage.prompt_tokens_details.cached_tokens",
    ],
    cache_write: [
      "gen_ai.usage.cache_write.input_tokens",
      "gen_ai.usage.cache_creation.input_tokens",
      "gen_ai.usage.cache_creation_input_tokens",
    ],
    reasoning: [
      "gen_ai.usage.reasoning.output_tokens",
      "gen_ai.usage.reasoning_tokens",
      "gen_ai.usage.completion_tokens_details.reasoning_tokens",
    ],
    input_audio: ["gen_ai.usage.audio.input_tokens"],
    output_audio: ["gen_ai.usage.audio.output_tokens"],
    cache_read_audio: ["gen_ai.usage.audio.cache_read.input_tokens"],
    input_image: ["gen_ai.usage.image.input_tokens"],
    output_image: ["gen_ai.usage.image.output_tokens"],
    cache_read_image: ["gen_ai.usage.image.cache_read.input_tokens"],
  },
  labels: {
    agent_id: ["gen_ai.agent.id"],
    agent_name: ["gen_ai.agent.name"],
    response_id: ["gen_ai.response.id"],
    tool_name: ["gen_ai.tool.name"],
  },
};
