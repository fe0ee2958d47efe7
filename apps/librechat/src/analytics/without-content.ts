import type { InteractionEvent, JsonValue, RawUsage, SessionEnd, SessionStart } from "@voygent/tracking-client";
import { dropContent } from "@voygent/contracts/drop-content";

import type { AnalyticsEvent, AnalyticsSessionEnd, AnalyticsSessionStart } from "./analytics-event.ts";

/** Fields that are a text or a number. What an event has beside these, and those that are treated below, stays here. */
const FIELDS = new Set(
  (
    "id session_id user_id type timestamp provider provider_api_url model status duration_ms ttft_ms usage_semantics " +
    "reasoning_semantics service_tier api_calls cost_usd source environment model_name prompt_tokens completion_tokens " +
    "token_count db_read_ops db_write_ops api_call_count compute_duration_ms started_at ended_at"
  ).split(" "),
);
const COUNTS = new Set(["tokens", "units", "db", "compute"]);

/** What an API calls a model, a tier or a kind of tokens, never a sentence. */
const NAME = /^[\w.:/-]{1,128}$/;
const MAX_DEPTH = 8;

function isName(name: string, value: string): boolean {
  return NAME.test(value) && name in dropContent({ [name]: value }).kept;
}

/** The numbers of a value at any depth, and what is a name by its own name; undefined when it holds no such thing. */
function countsOf(value: unknown, name = "", depth = 0): unknown {
  if (typeof value === "number" || typeof value === "boolean" || value === null) return value;
  if (typeof value === "string") return /^\d+$/.test(value) || (name !== "" && isName(name, value)) ? value : undefined;
  if (typeof value !== "object" || depth === MAX_DEPTH) return undefined;
  if (Array.isArray(value)) {
    const elements: unknown[] = value;
    return elements.map((element) => countsOf(element, "", depth + 1)).filter((element) => element !== undefined);
  }
  const entries = Object.entries(value).map(([key, each]) => [key, countsOf(each, key, depth + 1)] as const);
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
}

const usageOf = ({ provider, api_flavor, usage }: RawUsage): RawUsage => ({
  provider,
  api_flavor,
  usage: Object.fromEntries(Object.entries(usage).map(([name, value]) => [name, countsOf(value, name)])),
});

/** Takes out of a copy what is none of the fields above, or holds something else than they may. */
function keepFields(copy: object, kept: Set<string>): void {
  for (const [name, value] of Object.entries(copy)) {
    if (kept.has(name) || value === undefined) continue;
    if (COUNTS.has(name)) Reflect.set(copy, name, countsOf(value));
    else if (!FIELDS.has(name) || (typeof value === "object" && value !== null)) Reflect.deleteProperty(copy, name);
  }
}

const labelsOf = (metadata: Record<string, JsonValue> | null | undefined) =>
  typeof metadata === "object" && metadata !== null ? { metadata: dropContent(metadata).kept } : {};

/** The interaction without what may be content: unknown fields, texts among counts, labels that the tracker would drop. */
export function interactionWithoutContent({ metadata, raw_usage, ...event }: AnalyticsEvent): InteractionEvent {
  const copy = {
    ...event,
    type: event.type ?? "chat",
    ...labelsOf(metadata),
    ...(raw_usage && { raw_usage: usageOf(raw_usage) }),
  };
  keepFields(copy, new Set(["metadata", "raw_usage"]));
  return copy;
}

/** The start of a session without what may be content. */
export function startWithoutContent({ metadata, start_time, ...start }: AnalyticsSessionStart): SessionStart {
  const startedAt = start.started_at ?? start_time;
  const copy = { ...start, ...labelsOf(metadata), ...(startedAt !== undefined && { started_at: startedAt }) };
  keepFields(copy, new Set(["metadata"]));
  return copy;
}

/** The end of a session without what may be content. */
export function endWithoutContent({ session_id, ended_at, end_time }: AnalyticsSessionEnd): SessionEnd {
  const endedAt = ended_at ?? end_time;
  return { session_id, ...(endedAt !== undefined && { ended_at: endedAt }) };
}
