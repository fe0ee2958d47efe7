import type { ProblemField } from "@voygent/contracts";
import type { Caller } from "@voygent/http";

import { reservedSourceFields } from "../reserved-source.ts";
import type { UsageEvent } from "../usage-event.ts";
import { NAMES, TEXT_NAMES } from "./attribute-names.ts";
import { needsCounts, roleOf, type SpanRole } from "./billable.ts";
import type { OtlpSpan } from "./otlp-span.ts";
import { providerName, providerOfModel } from "./provider-name.ts";
import { readLabels } from "./read-labels.ts";
import type { GivenTokens } from "./read-named-usage.ts";
import { readReportedCost } from "./read-reported-cost.ts";
import { readServiceTier } from "./read-service-tier.ts";
import { readText } from "./read-text.ts";
import { readTimes } from "./read-times.ts";
import { readUsage } from "./read-usage.ts";
import type { SpanIds } from "./span-ids.ts";
import type { SpanReading } from "./span-reading.ts";

/** Who sends the spans, and when they arrived. */
export type SpanArrival = { caller: Caller; receivedAtMs: number };

/** What became of a span: usage, nothing that we count, or a span that cannot be taken; `id` is null when its ids are bad. */
export type ReadSpan =
  | { outcome: "usage"; event: UsageEvent }
  | { outcome: "ignored"; uncountedOperation: string | null }
  | { outcome: "rejected"; id: string | null; problem: ProblemField };

const DEFAULT_SOURCE = "otlp";
const DEFAULT_ENVIRONMENT = "default";
const UNKNOWN_USER = "unknown";
const STATUS_ERROR = 2;

const isError = ({ statusCode, attributes }: OtlpSpan) =>
  statusCode === STATUS_ERROR ||
  (attributes.get(NAMES.errorType) ?? "") !== "" ||
  attributes.get(NAMES.langfuseLevel) === "ERROR";

/** Answers before any work is done, which no provider bills; a stream that breaks off is, and some refusals of what was read. */
const REFUSALS = new Set(["401", "402", "403", "404", "429"]);

const NOTHING_USED = { input: 0, output: 0 };

const isRefused = ({ attributes }: OtlpSpan) =>
  REFUSALS.has(String(attributes.get(NAMES.httpStatus) ?? attributes.get(NAMES.errorType) ?? ""));

/** Whose call it was; a span that does not say belongs to its trace and to a user of its own. */
function readOwner(reading: SpanReading, traceId: string): Pick<UsageEvent, "userId" | "sessionId"> {
  const userId = readText(reading, TEXT_NAMES.userId);
  const sessionId = readText(reading, TEXT_NAMES.sessionId);
  if (userId === null) {
    const message = `the span names no user; it is stored under \`${UNKNOWN_USER}\``;
    reading.warnings.push({ code: "unknown_user", message, subject: "user_id" });
  }
  if (sessionId === null) {
    const message = "the span names no session; its trace stands for one";
    reading.warnings.push({ code: "session_inferred", message, subject: "session_id" });
  }
  return { userId: userId ?? UNKNOWN_USER, sessionId: sessionId ?? traceId };
}

function isCall(marker: SpanRole, span: OtlpSpan, tokens: GivenTokens | null, model: string): boolean {
  if (marker.role === "unmarked") return tokens !== null && model !== "";
  return marker.role === "call" && (tokens !== null || isError(span) || !needsCounts(marker));
}

function readSource({ resource }: OtlpSpan, reading: SpanReading): string {
  return readText({ ...reading, attributes: resource }, [NAMES.serviceName]) ?? DEFAULT_SOURCE;
}

/** What is known of a call before the rest of its attributes is read. */
type FoundCall = {
  id: string;
  traceId: string;
  receivedAtMs: number;
  operation: string;
  tokens: GivenTokens | null;
  model: string;
};

function readEvent(
  reading: SpanReading,
  { id, traceId, receivedAtMs, operation, tokens, model }: FoundCall,
): UsageEvent {
  const { span, warnings } = reading;
  const { userId, sessionId } = readOwner(reading, traceId);
  const { statedAtMs, durationMs, ttftMs } = readTimes(span);
  return {
    id,
    sessionId,
    userId,
    type: "chat",
    status: isError(span) ? "error" : "ok",
    statedAtMs,
    receivedAtMs,
    durationMs,
    ttftMs,
    model,
    provider: providerName(readText(reading, TEXT_NAMES.provider) ?? providerOfModel(model)),
    providerApiUrl: "",
    serviceTier: readServiceTier(reading),
    source: readSource(span, reading),
    environment: readText(reading, TEXT_NAMES.environment) ?? DEFAULT_ENVIRONMENT,
    tokens: tokens ?? (isRefused(span) ? NOTHING_USED : {}),
    semantics: { usage: "inclusive", reasoning: "included" },
    units: { web_searches: 0, requests: 0 },
    resources: { rowsRead: 0, rowsWritten: 0, apiCalls: 0, cpuMs: 0 },
    reportedCostNanoUsd: readReportedCost(reading),
    metadata: readLabels(span, operation),
    warnings,
  };
}

/**
 * Reads a span: a call of a model becomes a usage event, whichever vocabulary describes it. Content is never looked at. All
 * that makes a span unacceptable is told by the first of its fields that is wrong.
 */
export function readSpan(span: OtlpSpan, { id, traceId }: SpanIds, { caller, receivedAtMs }: SpanArrival): ReadSpan {
  const role = roleOf(span.attributes);
  if (role.role === "structure") return { outcome: "ignored", uncountedOperation: null };

  const reading: SpanReading = { span, attributes: span.attributes, problems: [], warnings: [] };
  const model = readText(reading, TEXT_NAMES.model) ?? "";
  const tokens = readUsage(reading, model);
  if (reading.problems.length === 0 && !isCall(role, span, tokens, model)) {
    return {
      outcome: "ignored",
      uncountedOperation: tokens === null || role.role !== "unknown" ? null : role.operation,
    };
  }
  const event = readEvent(reading, { id, traceId, receivedAtMs, operation: role.operation, tokens, model });
  const [problem] = [
    ...reading.problems,
    ...reservedSourceFields({ id, session_id: event.sessionId, source: event.source }, caller),
  ];
  return problem === undefined ? { outcome: "usage", event } : { outcome: "rejected", id, problem };
}
