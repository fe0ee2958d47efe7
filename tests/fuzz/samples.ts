import { createHash } from "node:crypto";

import { type Random, wholeBetween } from "../../scripts/demo/create-random.ts";
import type { Json } from "./json-value.ts";
import type { Field } from "./protobuf-message.ts";
import { genAiSpans, langfuseSpans } from "./sample-spans.ts";
import { spansToProtobuf } from "./spans-to-protobuf.ts";

/** A request that is as it should be, with its body still in parts. `headers` come beside those of the body and the key. */
export type Sample = {
  path: string;
  mediaType: string;
  headers?: Record<string, string>;
  /** A Langfuse client shows its key as user and password. */
  isBasic?: boolean;
  body: { json: Json } | { lines: Json[] } | { protobuf: Field[] };
};

/** A session that is there before anything is sent, to be ended. */
export const KNOWN_SESSION = "fuzz-known-session";

/** A name for everything of one request that no other request has: 16 bytes in hex. */
export const caseNameOf = (seed: number, intake: string, index: number) =>
  createHash("sha256").update(`${seed}:${intake}:${index}`).digest("hex").slice(0, 32);

function interaction(random: Random, name: string, item = 0): { [field: string]: Json } {
  const input = wholeBetween(random, 0, 20_000);
  return {
    id: `${name}-${item}`,
    session_id: `session-${name}`,
    user_id: `fuzz-user-${wholeBetween(random, 1, 40)}`,
    type: "chat",
    timestamp: new Date(Date.now() - wholeBetween(random, 0, 10_000_000)).toISOString(),
    provider: "anthropic",
    model: "claude-sonnet-4-5-20250929",
    status: random() < 0.9 ? "ok" : "error",
    duration_ms: 2140,
    ttft_ms: 380,
    tokens: { input, output: 100, cache_read: Math.floor(input / 2), cache_write: 0, reasoning: 20 },
    usage_semantics: "inclusive",
    db: { rows_read: 120, rows_written: 4 },
    api_calls: 2,
    compute: { cpu_ms: 12 },
    cost_usd: random() < 0.5 ? null : "0.0042",
    source: "fuzz",
    environment: "production",
    metadata: { agent_id: "a1", nested: { tags: ["a", "b"] } },
  };
}

function rawInteraction(random: Random, name: string, item: number): Json {
  const { tokens: _tokens, usage_semantics: _semantics, ...rest } = interaction(random, name, item);
  const usage = { input_tokens: 100, output_tokens: 20, cache_read_input_tokens: 7, service_tier: "standard" };
  return { ...rest, raw_usage: { provider: "anthropic", api_flavor: "default", usage } };
}

function cloudEvent(random: Random, name: string, item = 0): { [field: string]: Json } {
  const {
    id,
    user_id: user = null,
    timestamp: time = null,
    source: _source,
    ...data
  } = interaction(random, name, item);
  const event = { specversion: "1.0", id: id ?? null, source: "/fuzz", type: "com.acme.llm.call" };
  return { ...event, time, subject: user, datacontenttype: "application/json", data };
}

const textOf = (value: Json | undefined) => (typeof value === "string" ? value : "");

function binaryEvent(random: Random, name: string): Sample {
  const { data = null, time, subject, id } = cloudEvent(random, name);
  const headers = {
    "ce-specversion": "1.0",
    "ce-id": textOf(id),
    "ce-source": "/fuzz%20tests",
    "ce-type": "com.acme.llm.call",
    "ce-time": textOf(time),
    "ce-subject": textOf(subject),
  };
  return { path: "/v1/events", mediaType: "application/json", headers, body: { json: data } };
}

const json = (path: string, body: Json, mediaType = "application/json"): Sample => ({
  path,
  mediaType,
  body: { json: body },
});

const score = (name: string) => ({
  id: `feedback-${name}`,
  traceId: name,
  name: "user-feedback",
  value: 1,
  dataType: "BOOLEAN",
  comment: "fine",
  metadata: { rating: "thumbsUp", tag: "accurate" },
  environment: "production",
});

/** For each intake how its requests look; `name` is theirs alone. */
const SAMPLES = {
  single: (random: Random, name: string) => json("/track/interaction", interaction(random, name)),
  raw: (random: Random, name: string) => json("/track/interaction", rawInteraction(random, name, 0)),
  batch: (random: Random, name: string) =>
    json("/v1/track/batch", {
      interactions: [interaction(random, name, 0), rawInteraction(random, name, 1), interaction(random, name, 2)],
    }),
  ndjson: (random: Random, name: string): Sample => ({
    path: "/track/batch",
    mediaType: "application/x-ndjson",
    body: { lines: Array.from({ length: wholeBetween(random, 1, 6) }, (_, item) => interaction(random, name, item)) },
  }),
  "session-start": (_random: Random, name: string) =>
    json("/track/session/start", {
      session_id: `session-${name}`,
      user_id: "fuzz-user",
      started_at: "2026-03-04T09:15:04.120Z",
      source: "fuzz",
      metadata: { agent_id: "a1" },
    }),
  "session-end": (_random: Random, name: string) =>
    json("/track/session/end", { session_id: KNOWN_SESSION, ended_at: new Date().toISOString(), note: name }),
  "cloud-event": (random: Random, name: string) =>
    json("/v1/events", cloudEvent(random, name), "application/cloudevents+json"),
  "cloud-event-batch": (random: Random, name: string) =>
    json(
      "/v1/events",
      [0, 1, 2].map((item) => cloudEvent(random, name, item)),
      "application/cloudevents-batch+json",
    ),
  "cloud-event-binary": binaryEvent,
  "otlp-json": (_random: Random, name: string) => json("/v1/traces", genAiSpans(name)),
  "otlp-protobuf": (_random: Random, name: string): Sample => ({
    path: "/v1/traces",
    mediaType: "application/x-protobuf",
    body: { protobuf: spansToProtobuf(genAiSpans(name)) },
  }),
  "langfuse-traces": (_random: Random, name: string): Sample => ({
    ...json("/api/public/otel/v1/traces", langfuseSpans(name)),
    isBasic: true,
  }),
  "langfuse-scores": (_random: Random, name: string): Sample => ({
    ...json("/api/public/scores", score(name)),
    isBasic: true,
  }),
  "langfuse-ingestion": (_random: Random, name: string): Sample => {
    const timestamp = new Date().toISOString();
    const events = [
      { id: `event-${name}`, type: "score-create", timestamp, body: score(name) },
      { id: `trace-${name}`, type: "trace-create", timestamp, body: { id: name, input: "hello" } },
    ];
    return { ...json("/api/public/ingestion", { batch: events, metadata: { sdk: "fuzz" } }), isBasic: true };
  },
} satisfies Record<string, (random: Random, name: string) => Sample>;

export type IntakeName = keyof typeof SAMPLES;

/** Every way in that is fuzzed. */
export const INTAKES: IntakeName[] = Object.keys(SAMPLES).filter((name): name is IntakeName => name in SAMPLES);

/** A valid request of an intake. */
export const sampleOf = (intake: IntakeName, random: Random, name: string): Sample => SAMPLES[intake](random, name);
