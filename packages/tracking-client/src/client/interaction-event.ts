/** A value of JSON. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue };

/** Token counts of one call; an absent one is 0. `cache_write` is all of it, `cache_write_1h` the part kept an hour. */
export type TokenCounts = {
  input?: number;
  output?: number;
  cache_read?: number;
  cache_write?: number;
  cache_write_1h?: number;
  reasoning?: number;
  input_audio?: number;
  output_audio?: number;
  cache_read_audio?: number;
  input_image?: number;
  output_image?: number;
  cache_read_image?: number;
  input_video?: number;
  cache_read_video?: number;
  output_video?: number;
  output_citation?: number;
};

/** A provider's own usage object, as it came, and which API made it. Send it instead of `tokens`. */
export type RawUsage = { provider: string; api_flavor: string; usage: Record<string, unknown> };

/**
 * One interaction, named as the tracker names it. `id` and `timestamp` are given by the client when they are absent, so
 * that a retry says the same. Texts have 256 characters at most, counts are whole numbers, `metadata` has 8 KiB at most.
 */
export type InteractionEvent = {
  id?: string;
  session_id: string;
  user_id: string;
  type: "chat" | "db" | "api" | "cost-event";
  /** An instant with its zone, such as `2026-03-04T09:15:04.120Z`. */
  timestamp?: string;
  provider?: string | null;
  /** Where the provider was called; names the provider when `provider` does not. */
  provider_api_url?: string | null;
  model?: string | null;
  status?: "ok" | "error" | "cancelled";
  duration_ms?: number | null;
  /** Milliseconds to the first token. */
  ttft_ms?: number | null;
  tokens?: TokenCounts | null;
  raw_usage?: RawUsage | null;
  units?: { web_searches?: number; requests?: number } | null;
  /** Whether `input` contains the cache tokens; `inclusive` is the default. */
  usage_semantics?: "inclusive" | "exclusive";
  /** Whether `output` contains the reasoning tokens; `included` is the default. */
  reasoning_semantics?: "included" | "added";
  service_tier?: string | null;
  db?: { rows_read?: number; rows_written?: number } | null;
  api_calls?: number | null;
  compute?: { cpu_ms?: number } | null;
  /** What it cost, if the sender knows, in US dollars; 0 beside counts is taken for not knowing. */
  cost_usd?: number | string | null;
  source?: string;
  environment?: string;
  metadata?: Record<string, JsonValue> | null;
};

/** Opens a session; sending it again is harmless. */
export type SessionStart = {
  session_id: string;
  user_id: string;
  started_at?: string;
  source?: string;
  metadata?: Record<string, JsonValue> | null;
};

/** Ends a session; new activity opens it again. */
export type SessionEnd = { session_id: string; ended_at?: string };

/**
 * What somebody thought of an answer, such as a thumb, named as Langfuse names it. It is shown at the interactions of its trace, and
 * takes the place of an earlier one with its id. Comments are none of its fields.
 */
export type Score = {
  id: string;
  /** The trace of spans; or, for a message of LibreChat, the first 32 hex digits of the SHA-256 of its id. */
  traceId: string;
  /** At most five words; `user-feedback` is a thumb. */
  name: string;
  /** 1 or 0 for a thumb. */
  value: number;
  environment?: string;
  /** `tag`: a label of at most three words. */
  metadata?: { tag: string };
};
