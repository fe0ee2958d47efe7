import { type InteractionEvent, TokenCounts } from "@voygent/contracts";
import { parseUsdToNano, readServiceTier, type TokenUsage } from "@voygent/cost";

import { dropContent } from "./drop-content.ts";
import type { ReadUsage } from "./read-raw-usage.ts";
import { unknownFieldWarnings } from "./unknown-fields.ts";
import type { EventWarning, UsageEvent } from "./usage-event.ts";

type Warn = (warning: EventWarning) => void;

/** What the request around an event says: when it arrived, and the id that an event without one gets. */
export type Arrival = { receivedAtMs: number; idempotencyKey: string | undefined };

/** The value under the current name, else under the older one; when they differ the current one wins, with a warning. */
function prefer<Value>(
  current: { name: string; value: Value | null | undefined },
  older: { name: string; value: Value | null | undefined },
  warn: Warn,
): Value | null {
  if (current.value === null || current.value === undefined) return older.value ?? null;
  if (older.value !== null && older.value !== undefined && older.value !== current.value) {
    const message = `${older.name} differs from ${current.name}; ${current.name} was taken`;
    warn({ code: "conflicting_alias", message, subject: older.name });
  }
  return current.value;
}

const TOKEN_KINDS = TokenCounts.keyof().options;

function readTokens(event: InteractionEvent, warn: Warn): Partial<TokenUsage> {
  const given: Partial<TokenUsage> = {};
  for (const kind of TOKEN_KINDS) {
    const count = event.tokens?.[kind];
    if (count !== undefined) given[kind] = count;
  }
  const input = prefer(
    { name: "tokens.input", value: given.input },
    { name: "prompt_tokens", value: event.prompt_tokens },
    warn,
  );
  const output = prefer(
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
  prefer({ name: "tokens", value: (input ?? 0) + (output ?? 0) }, { name: "token_count", value: total }, warn);
  return given;
}

type Counts = Pick<UsageEvent, "tokens" | "semantics" | "units">;

function readCounts(event: InteractionEvent, warn: Warn): Counts {
  return {
    tokens: readTokens(event, warn),
    semantics: { usage: event.usage_semantics ?? "inclusive", reasoning: event.reasoning_semantics ?? "included" },
    units: { web_searches: event.units?.web_searches ?? 0, requests: event.units?.requests ?? 0 },
  };
}

/** What a raw usage object says that no count holds. */
function warnOfRemarks({ remarks }: ReadUsage, subject: string, warn: Warn): void {
  const { extraIterations, hiddenTokens, inferenceGeo } = remarks;
  if (inferenceGeo !== null) {
    const message = `raw_usage: inference_geo is ${inferenceGeo}; no price of a place is known, the one without a place was taken`;
    warn({ code: "rate_fallback", message, subject });
  }
  if (extraIterations !== null) {
    const { types, tokens } = extraIterations;
    const message = `raw_usage: ${tokens} tokens of further calls (${types.join(", ")}) are not in its counts and cost nothing here`;
    warn({ code: "extra_iterations", message, subject });
  }
  if (hiddenTokens !== null) {
    const message = `raw_usage: its total is ${hiddenTokens} tokens more than the input and output it names`;
    warn({ code: "hidden_tokens", message, subject });
  }
}

/**
 * The service tier by the event's word, else by its raw usage; the standard one gives way to the fast mode, which Anthropic
 * does not call a tier.
 */
function readTier({ service_tier: given }: InteractionEvent, rawUsage: ReadUsage | null): string {
  const said = rawUsage?.remarks.serviceTier ?? "";
  if (said === "fast" && readServiceTier(given ?? "") === "standard") return said;
  return given ?? said;
}

/** The counts of a raw usage object are in normal form already; those of `units` win over its own. */
function takeCounts(usage: ReadUsage, event: InteractionEvent, warn: Warn): Counts {
  const { tokens, units, clamped } = usage;
  const subject = event.model ?? event.model_name ?? "";
  if (clamped.length > 0) {
    const message = `raw_usage: ${clamped.join(", ")}: not possible as they came, and cut`;
    warn({ code: "clamped_tokens", message, subject });
  }
  warnOfRemarks(usage, subject, warn);
  const unitOf = (name: "web_searches" | "requests") =>
    prefer(
      { name: `units.${name}`, value: event.units?.[name] },
      { name: "raw_usage", value: units[name] > 0 ? units[name] : null },
      warn,
    ) ?? 0;
  return {
    tokens,
    semantics: { usage: "inclusive", reasoning: "included" },
    units: {
      web_searches: unitOf("web_searches"),
      requests: unitOf("requests"),
      ...(units.other !== undefined && { other: units.other }),
    },
  };
}

function readResources(event: InteractionEvent, warn: Warn): UsageEvent["resources"] {
  const read = (
    name: string,
    value: number | null | undefined,
    olderName: string,
    olderValue: number | null | undefined,
  ) => prefer({ name, value }, { name: olderName, value: olderValue }, warn) ?? 0;
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
  const model = prefer({ name: "model", value: event.model }, { name: "model_name", value: event.model_name }, warn);
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
    serviceTier: readTier(event, rawUsage),
    source: event.source ?? "api",
    environment: event.environment ?? "default",
    durationMs: event.duration_ms ?? null,
    ttftMs: event.ttft_ms ?? null,
    ...(rawUsage === null ? readCounts(event, warn) : takeCounts(rawUsage, event, warn)),
    resources: readResources(event, warn),
    reportedCostNanoUsd:
      event.cost_usd === null || event.cost_usd === undefined
        ? (rawUsage?.remarks.reportedCostNanoUsd ?? null)
        : parseUsdToNano(event.cost_usd),
    metadata: readMetadata(event, warn),
    warnings,
  };
}
