import type { Vocabulary } from "./vocabulary.ts";

/** OpenInference, as Arize Phoenix and its instrumentations name things. */
export const openInference: Vocabulary = {
  texts: {
    userId: ["user.id"],
    sessionId: ["session.id"],
    provider: ["llm.provider", "llm.system"],
    model: ["llm.output_model_name", "llm.model_name", "embedding.model_name", "reranker.model_name"],
    costUsd: ["llm.cost.total"],
  },
  counts: {
    input: ["llm.token_count.prompt"],
    output: ["llm.token_count.completion"],
    cache_read: ["llm.token_count.prompt_details.cache_read"],
    cache_write: ["llm.token_count.prompt_details.cache_write"],
    reasoning: ["llm.token_count.completion_details.reasoning"],
    input_audio: ["llm.token_count.prompt_details.audio"],
    output_audio: ["llm.token_count.completion_details.audio"],
  },
  labels: {
    agent_name: ["agent.name"],
  },
};
