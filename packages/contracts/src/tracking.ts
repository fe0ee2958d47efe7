import * as z from "zod";

import { InteractionCost } from "./cost.ts";
import { Metadata } from "./interaction-event.ts";
import { Instant, Text } from "./primitives.ts";
import { ProblemCode, ProblemField } from "./problem.ts";

/** What was odd about an event that was stored all the same. A closed set; `GET /api/warnings` counts them. */
export const WarningCode = z
  .enum([
    "generated_id",
    "unknown_session",
    "unpriced_model",
    "usage_unknown",
    "clamped_tokens",
    "future_timestamp",
    "late_event",
    "before_session_start",
    "session_reopened",
    "session_user_mismatch",
    "unknown_field",
    "conflicting_alias",
    "dropped_metadata",
    "pricing_unavailable",
    "rate_fallback",
    "hidden_tokens",
    "extra_iterations",
    "idempotency_conflict",
    "rejected_item",
    "usage_inconsistent",
    "session_inferred",
    "unknown_user",
    "uncounted_operation",
    "repeated_call",
    "reported_twice",
    "sources_overlap",
  ])
  .meta({ id: "WarningCode" });
export type WarningCode = z.infer<typeof WarningCode>;

/** A remark on a stored event. */
export const Warning = z.object({ code: WarningCode, message: z.string() }).meta({ id: "Warning" });
export type Warning = z.infer<typeof Warning>;

/** The answer to one interaction. */
export const RecordedInteraction = z
  .object({
    id: z.string(),
    session_id: z.string(),
    status: z.enum(["recorded", "duplicate"]),
    cost: InteractionCost,
    warnings: z.array(Warning),
  })
  .meta({ id: "RecordedInteraction" });
export type RecordedInteraction = z.infer<typeof RecordedInteraction>;

/** The answer to one interaction in queue mode: it is kept, and will be stored and priced within seconds. */
export const QueuedInteraction = z
  .object({ id: z.string(), session_id: z.string(), status: z.literal("queued"), warnings: z.array(Warning) })
  .meta({ id: "QueuedInteraction" });
export type QueuedInteraction = z.infer<typeof QueuedInteraction>;

/** Most interactions in one batch. */
export const MAX_BATCH_ITEMS = 1000;

/** A batch as it arrives: the items are checked one by one, so that good items are stored although others are bad. */
export const InteractionBatch = z
  .object({ interactions: z.array(z.unknown()).min(1).max(MAX_BATCH_ITEMS) })
  .meta({ id: "InteractionBatch" });
export type InteractionBatch = z.infer<typeof InteractionBatch>;

/** What became of one item of a batch. */
export const BatchResult = z
  .object({
    index: z.int(),
    id: z.string().nullable(),
    status: z.enum(["recorded", "duplicate", "queued", "conflict", "invalid"]),
    cost: InteractionCost.optional(),
    warnings: z.array(Warning).optional(),
    error: z.object({ code: ProblemCode, detail: z.string(), errors: z.array(ProblemField).optional() }).optional(),
  })
  .meta({ id: "BatchResult" });
export type BatchResult = z.infer<typeof BatchResult>;

/** The answer to a batch: conflicts count as rejected. */
export const RecordedBatch = z
  .object({
    recorded: z.int(),
    duplicates: z.int(),
    queued: z
      .int()
      .optional()
      .meta({ description: "Only in queue mode: kept, to be stored and priced within seconds" }),
    rejected: z.int(),
    results: z.array(BatchResult),
  })
  .meta({ id: "RecordedBatch" });
export type RecordedBatch = z.infer<typeof RecordedBatch>;

/** Opens a session; sending it again is harmless. */
export const SessionStart = z
  .object({
    session_id: Text,
    user_id: Text,
    started_at: Instant.optional(),
    source: Text.optional(),
    metadata: Metadata.nullish(),
  })
  .meta({ id: "SessionStart" });
export type SessionStart = z.infer<typeof SessionStart>;

/** Ends a session; new activity re-opens it. */
export const SessionEnd = z.object({ session_id: Text, ended_at: Instant.optional() }).meta({ id: "SessionEnd" });
export type SessionEnd = z.infer<typeof SessionEnd>;

/** Minutes without activity after which a session that was not ended counts as idle. */
export const SESSION_IDLE_MINUTES = 30;

/** A session as the tracker answers it. */
export const TrackedSession = z
  .object({
    session_id: z.string(),
    user_id: z.string(),
    source: z.string(),
    started_at: z.string(),
    last_activity_at: z.string(),
    ended_at: z.string().nullable(),
    status: z.enum(["active", "idle", "ended"]),
    warnings: z.array(Warning),
  })
  .meta({ id: "TrackedSession" });
export type TrackedSession = z.infer<typeof TrackedSession>;

/** What a removal of the sample data did in this step; call again while `status` is `more`. */
export const SampleRemoval = z
  .object({ removed_interactions: z.int(), status: z.enum(["done", "more"]) })
  .meta({ id: "SampleRemoval" });
export type SampleRemoval = z.infer<typeof SampleRemoval>;
