import type { InteractionStatus, InteractionType, Warning } from "@voygent/contracts";
import type { ResourceUsage, TokenSemantics, TokenUsage, UnitUsage } from "@voygent/cost";
import type * as z from "zod";

/** A remark on an event; `subject` is what it is counted under: a model, a field or a session. */
export type EventWarning = Warning & { subject: string };

/**
 * Where the span of a call stands in its trace, as far as the spans that came with it tell: the nearest span around it that
 * did not come with it, spans within it that are no calls, and what the calls directly within it used together, where there are
 * any. By them a call is known again that is reported once more by other spans, in other requests.
 */
export type SpanLinks = {
  enclosingSpanId: string | null;
  innerSpanIds: string[];
  innerTokens?: Pick<TokenUsage, "input" | "output"> | undefined;
};

/**
 * One interaction in the one form that every intake produces: what the client said, in our names. A text that was not
 * given is empty. Counts are as declared in `semantics`; where `tokens` has no count at all, not even 0, and no unit was
 * counted either, what was used is not known.
 */
export type UsageEvent = {
  id: string;
  sessionId: string;
  userId: string;
  type: InteractionType;
  status: InteractionStatus;
  /** When it happened by the client's word; null when the client did not say. */
  statedAtMs: number | null;
  receivedAtMs: number;
  provider: string;
  /** Where the provider was called; it names the provider and is never stored. */
  providerApiUrl: string;
  model: string;
  /** The model that the provider's answer names; no part of what the client said of the call, and never stored. */
  answeredModel?: string | undefined;
  serviceTier: string;
  source: string;
  environment: string;
  durationMs: number | null;
  ttftMs: number | null;
  tokens: Partial<TokenUsage>;
  semantics: TokenSemantics;
  units: UnitUsage;
  resources: ResourceUsage;
  reportedCostNanoUsd: number | null;
  metadata: Record<string, z.core.util.JSONType> | null;
  warnings: EventWarning[];
  /** Given for calls that came as spans; no part of what the client said of the call. */
  spanLinks?: SpanLinks | undefined;
};

/** What a call used, and how it was counted. */
export type EventCounts = Pick<UsageEvent, "tokens" | "semantics" | "units">;
