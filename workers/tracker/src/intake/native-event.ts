import { type InteractionEvent, TokenCounts } from "@voygent/contracts";
import { dropContent } from "@voygent/contracts/drop-content";
import { parseUsdToNano, readServiceTier, type TokenUsage } from "@voygent/cost";

import { preferCurrent, type Warn } from "./prefer-current.ts";
import { rawUsageCounts } from "./raw-usage-counts.ts";
import type { ReadUsage } from "./read-raw-usage.ts";
import { unknownFieldWarnings } from "./unknown-fields.ts";
import type { EventCounts, UsageEvent } from "./usage-event.ts";

/** What the request around an event says: when it arrived, and the id that an event without one gets. */
export type Arrival = { receivedAtMs: number; idempotencyKey: string | undefined };

const TOKEN_KINDS = TokenCounts.keyof().options;

function readTokens(event: InteractionEvent, warn: Warn): Partial<TokenUsage> {
  const given: Partial<TokenUsage> = {};
  for (const kind of TOKEN_KINDS) {
    const count = event.tokens?.[kind];
    if (count !== undefined) given[kind] = count;
  }
  const input = preferCurrent(
    { name: "tokens.input", value: given.input },
    { name: "prompt_tokens", value: event.prompt_tokens },
    warn,
  );
  const output = preferCurrent(
    { name: "tokens.output", value: given.output },
    { name: "completion_tokens", value: event.completion_tokens },
    warn,
  );
  const total = event.token_count ?? null;
  if (input === null && output === null && total !== null) return { ...given, input: total };
  // An object of counts without any says that all are 0; no object says nothing.
  if (event.tokens && Object.keys(given).length === 0) given.input = 0;
  if (input !== null) given.input = input;
  if (output !== null) given.output = output;
  preferCurrent({ name: "tokens", value: (input ?? 0) + (output ?? 0) }, { name: "token_count", value: total }, warn);
  return given;
}

function readCounts(event: InteractionEvent, warn: Warn): EventCounts {
  return {
    tokens: readTokens(event, warn),
    semantics: { usage: event.usage_semantics ?? "inclusive", reasoning: event.reasoning_semantics ?? "included" },
    units: { web_searches: event.units?.web_searches ?? 0, requests: event.units?.requests ?? 0 },
  };
}

/**
 * The service tier by the event's word, else by its raw usage; the standard one gives way to the fast mode, which Anthropic
 * does not call a tier. Answers of a batch may call it standard; any other difference is warned about.
 */
function readTier({ service_tier: given }: InteractionEvent, rawUsage: ReadUsage | null, warn: Warn): string {
  const said = rawUsage?.remarks.serviceTier ?? null;
  if (given === undefined || given === null) return said === null || said === "standard" ? "" : said;
  const [ours, theirs] = [readServiceTier(given), said === null ? null : readServiceTier(said)];
  if (said === "fast" && ours === "standard") return said;
  if (theirs !== null && theirs !== ours && !(ours === "batch" && theirs === "standard")) {
    const message = `service_tier says ${ours ?? "another one"} and raw_usage ${theirs}; the former is charged`;
    warn({ code: "usage_inconsistent", message, subject: "service_tier" });
  }
  return given;
}

function readResources(event: InteractionEvent, warn: Warn): UsageEvent["resources"] {
  const read = (
    name: string,
    value: number | null | undefined,
    olderName: string,
    olderValue: number | null | undefined,
  ) => preferCurrent({ name, value }, { name: olderName, value: olderValue }, warn) ?? 0;
  return {
    rowsRead: read("db.rows_read", event.db?.rows_read, "db_read_ops", event.db_read_ops),
    rowsWritten: read("db.rows_written", event.db?.rows_written, "db_write_ops", event.db_write_ops),
    apiCalls: read("api_calls", event.api_calls, "api_call_count", event.api_call_count),
    cpuMs: read("compute.cpu_ms", event.compute?.cpu_ms, "compute_duration_ms", event.compute_duration_ms),
  };
}

function readMetadata(event: InteractionEvent, warn: Warn): UsageEvent["metadata"] {
  if (event.metadata === null || event.metadata === undefined) return null;
  const { kept, droppedCount } = dropContent(event.metadata);
  if (droppedCount > 0) {
    const message = `${droppedCount} metadata entries that look like content, by their name or their length, were not stored`;
    warn({ code: "dropped_metadata", message, subject: "metadata" });
  }
  return kept;
}

function readId(event: InteractionEvent, arrival: Arrival, warn: Warn): string {
  const given = event.id ?? arrival.idempotencyKey;
  if (given !== undefined) return given;
  const message = "the interaction came without an id and got this one; send an id to make a retry harmless";
  warn({ code: "generated_id", message, subject: "id" });
  return crypto.randomUUID();
}

/**
 * Turns a valid native event into a `UsageEvent`. `body` is the event as it came, to name the fields we do not know;
 * `rawUsage` is what its raw usage object says, when it has one.
 */
export function readNativeEvent(
  event: InteractionEvent,
  body: unknown,
  arrival: Arrival,
  rawUsage: ReadUsage | null = null,
): UsageEvent {
  const warnings = unknownFieldWarnings(body);
  const warn: Warn = (warning) => warnings.push(warning);
  const model = preferCurrent(
    { name: "model", value: event.model },
    { name: "model_name", value: event.model_name },
    warn,
  );
  return {
    id: readId(event, arrival, warn),
    sessionId: event.session_id,
    userId: event.user_id,
    type: event.type,
    status: event.status ?? "ok",
    statedAtMs: event.timestamp === undefined ? null : Date.parse(event.timestamp),
    receivedAtMs: arrival.receivedAtMs,
    provider: event.provider ?? event.raw_usage?.provider ?? "",
    providerApiUrl: event.provider_api_url ?? "",
    model: model ?? "",
    answeredModel: rawUsage?.remarks.answeredModel ?? undefined,
    serviceTier: readTier(event, rawUsage, warn),
    source: event.source ?? "api",
    environment: event.environment ?? "default",
    durationMs: event.duration_ms ?? null,
    ttftMs: event.ttft_ms ?? null,
    ...(rawUsage === null ? readCounts(event, warn) : rawUsageCounts(rawUsage, event, warn)),
    resources: readResources(event, warn),
    reportedCostNanoUsd:
      event.cost_usd === null || event.cost_usd === undefined
        ? (rawUsage?.remarks.reportedCostNanoUsd ?? null)
        : parseUsdToNano(event.cost_usd),
    metadata: readMetadata(event, warn),
    warnings,
  };
}
