import type { TokenUsage } from "@voygent/cost";

/** What a text attribute can say of a call. */
export type TextField = "userId" | "sessionId" | "provider" | "model" | "serviceTier" | "environment" | "costUsd";

/** Labels that are kept as metadata, under the names that they are stored by. None of them can hold content. */
export const LABEL_FIELDS = [
  "agent_id",
  "agent_name",
  "root_agent_id",
  "root_agent_name",
  "active_agent_id",
  "active_agent_name",
  "trace_name",
  "message_id",
  "parent_message_id",
  "endpoint",
  "tenant_id",
  "prompt_name",
  "function_id",
  "response_id",
  "tool_name",
  "release",
] as const;

export type LabelField = (typeof LABEL_FIELDS)[number];

/**
 * How one family of instrumentations names what it measures: for each thing the names of attributes, the preferred one
 * first. Its counts are inclusive: input contains the cache tokens, output contains the reasoning tokens.
 */
export type Vocabulary = {
  texts: Partial<Record<TextField, readonly string[]>>;
  counts: Partial<Record<keyof TokenUsage, readonly string[]>>;
  labels: Partial<Record<LabelField, readonly string[]>>;
};
