import type { Vocabulary } from "./vocabulary.ts";

/**
 * Cloudflare AI Gateway and what its callers add as `cf-aig-metadata`, whose keys become flat attributes; PostHog's name for
 * the user. Its model, counts and cost stand under the names of `otelGenAi`.
 */
export const cloudflareAiGateway: Vocabulary = {
  texts: {
    userId: ["user_id", "cf.user_id", "posthog.distinct_id"],
    sessionId: ["session_id", "conversation_id"],
    provider: ["gen_ai.model.provider"],
    environment: ["environment"],
  },
  counts: {},
  labels: {},
};
