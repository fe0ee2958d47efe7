import type { Attributes } from "./otlp-span.ts";

const OPERATION = "gen_ai.operation.name";
const REQUEST_TYPE = "llm.request.type";
const SPAN_KIND = "openinference.span.kind";
const LANGFUSE_TYPE = "langfuse.observation.type";
const VERCEL_OPERATION = "ai.operationId";
const TRACELOOP_KIND = "traceloop.span.kind";

/** The attributes by which instrumentations say what a span stands for. */
export const MARKER_NAMES = [
  OPERATION,
  REQUEST_TYPE,
  SPAN_KIND,
  LANGFUSE_TYPE,
  VERCEL_OPERATION,
  TRACELOOP_KIND,
] as const;

/** `call`: one call of a model. `structure`: it repeats what its children used, or uses no model. */
type Reading = "call" | "structure" | "unknown";

const CALLS = new Set(["chat", "text_completion", "generate_content", "embeddings", "rerank"]);
const STRUCTURE =
  /^(invoke_agent|agent_step|invoke_workflow|create_agent|plan|execute_tool|retrieval|fetch_response)$|memory/;
const REQUEST_TYPES = new Set(["chat", "completion", "embedding", "rerank"]);
const CALL_KINDS = new Set(["LLM", "EMBEDDING", "RERANKER"]);
const STRUCTURE_KINDS = new Set(["AGENT", "CHAIN", "TOOL", "RETRIEVER", "GUARDRAIL", "EVALUATOR", "PROMPT"]);
const LANGFUSE_CALLS = new Set(["generation", "embedding"]);
const VERCEL_CALL = /\.do(Generate|Stream|Embed)$/;

type Marker = { name: string; read: (value: string) => Reading };

const MARKERS: Marker[] = [
  {
    name: LANGFUSE_TYPE,
    read: (value) => (LANGFUSE_CALLS.has(value.toLowerCase()) ? "call" : "structure"),
  },
  {
    name: SPAN_KIND,
    read: (value) => {
      const kind = value.toUpperCase();
      if (CALL_KINDS.has(kind)) return "call";
      return STRUCTURE_KINDS.has(kind) ? "structure" : "unknown";
    },
  },
  {
    name: VERCEL_OPERATION,
    read: (value) => (VERCEL_CALL.test(value) ? "call" : "structure"),
  },
  {
    name: OPERATION,
    read: (value) => {
      if (CALLS.has(value)) return "call";
      return STRUCTURE.test(value) ? "structure" : "unknown";
    },
  },
  { name: REQUEST_TYPE, read: (value) => (REQUEST_TYPES.has(value) ? "call" : "unknown") },
  { name: TRACELOOP_KIND, read: () => "structure" },
];

/** What a span says of itself: what it stands for, and the first marker that says so. */
export type SpanRole = { role: Reading | "unmarked"; operation: string };

/**
 * Whether a span is a call of a model, told by the span alone, since its parent may arrive in another request or never.
 * Whoever says that it is structure is believed before whoever says that it is a call: a parent repeats the usage of its
 * children, and must never be billed beside them. A span without a marker is `unmarked`.
 */
export function roleOf(attributes: Attributes): SpanRole {
  let found: SpanRole = { role: "unmarked", operation: "" };
  for (const { name, read } of MARKERS) {
    const value = attributes.get(name);
    if (typeof value !== "string" || value === "") continue;
    const role = read(value);
    if (role === "structure") return { role, operation: value };
    if (found.role !== "call") found = { role, operation: value };
  }
  return found;
}

/** Operations that the Vercel AI SDK gives to both a call and the span around it, which has no counts. */
const NESTED_CALLS = new Set(["embeddings", "rerank"]);

/** Whether a call without counts is only the span around a call that has them. */
export const needsCounts = ({ operation }: SpanRole): boolean => NESTED_CALLS.has(operation);
