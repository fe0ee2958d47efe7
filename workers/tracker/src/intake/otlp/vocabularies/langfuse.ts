import type { Vocabulary } from "./vocabulary.ts";

/** The Langfuse SDK, as LibreChat sends it too. Its counts stand in one JSON text (`readLangfuseUsage`). */
export const langfuse: Vocabulary = {
  texts: {
    userId: ["langfuse.user.id"],
    sessionId: ["langfuse.session.id"],
    provider: ["langfuse.observation.metadata.ls_provider"],
    model: ["langfuse.observation.model.name"],
    environment: ["langfuse.environment"],
  },
  counts: {},
  labels: {
    agent_id: ["langfuse.trace.metadata.agentId"],
    agent_name: ["langfuse.trace.metadata.agentName"],
    root_agent_id: ["langfuse.trace.metadata.rootAgentId"],
    root_agent_name: ["langfuse.trace.metadata.rootAgentName"],
    active_agent_id: ["langfuse.trace.metadata.activeAgentId"],
    active_agent_name: ["langfuse.trace.metadata.activeAgentName"],
    trace_name: ["langfuse.trace.name"],
    message_id: ["langfuse.trace.metadata.messageId"],
    parent_message_id: ["langfuse.trace.metadata.parentMessageId"],
    endpoint: ["langfuse.trace.metadata.endpoint"],
    tenant_id: ["langfuse.trace.metadata.librechat.tenant.id"],
    prompt_name: ["langfuse.observation.prompt.name"],
    release: ["langfuse.release"],
  },
};
