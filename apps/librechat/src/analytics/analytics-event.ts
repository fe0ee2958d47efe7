import type { InteractionEvent, SessionEnd, SessionStart } from "@voygent/tracking-client";

/** An interaction; `chat` when it has no `type`. Counts may also be given by their older names. */
export type AnalyticsEvent = Omit<InteractionEvent, "type"> & {
  type?: InteractionEvent["type"];
  model_name?: string | null;
  prompt_tokens?: number | null;
  completion_tokens?: number | null;
  token_count?: number | null;
  db_read_ops?: number | null;
  db_write_ops?: number | null;
  api_call_count?: number | null;
  compute_duration_ms?: number | null;
};

/** Opens a session; `start_time` is an older name of `started_at`. */
export type AnalyticsSessionStart = SessionStart & { start_time?: string };

/** Ends a session; `end_time` is an older name of `ended_at`. */
export type AnalyticsSessionEnd = SessionEnd & { end_time?: string };
