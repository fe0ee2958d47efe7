import * as z from "zod";

import { PageLimit } from "./usage-query.ts";

export const DeadLettersQuery = z.strictObject({
  limit: PageLimit,
  cursor: z.string().max(512).optional().meta({ description: "`next_cursor` of the page before" }),
});
export type DeadLettersQuery = z.infer<typeof DeadLettersQuery>;

export const DeadLetterId = z.object({ id: z.string().min(1).max(64) });

/** What an event says about itself, as far as it can be read. */
const LetterEvent = z.object({
  id: z.string(),
  session_id: z.string(),
  user_id: z.string(),
  source: z.string(),
  provider: z.string(),
  model: z.string(),
  received_at: z.string(),
});

/** An event that was acknowledged in queue mode and could not be stored since. */
export const DeadLetter = z
  .object({
    id: z.string(),
    event: LetterEvent.nullable().meta({ description: "Null when this version cannot read it" }),
    error: z.string().meta({ description: "The class of the last failure", example: "database_unavailable" }),
    attempts: z.int().meta({ description: "How often storing it failed since the queue gave it up" }),
    first_failed_at: z.string(),
    last_failed_at: z.string(),
  })
  .meta({ id: "DeadLetter" });
export type DeadLetter = z.infer<typeof DeadLetter>;

/** Dead letters, oldest first. */
export const DeadLetterList = z
  .object({
    data: z.array(DeadLetter),
    total: z.int().meta({ description: "All there are, on every page" }),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "DeadLetterList" });
export type DeadLetterList = z.infer<typeof DeadLetterList>;

/** What became of a dead letter that was replayed; it is gone then. A conflict keeps what was stored first. */
export const ReplayedLetter = z
  .object({ id: z.string(), status: z.enum(["recorded", "duplicate", "conflict"]) })
  .meta({ id: "ReplayedLetter" });
export type ReplayedLetter = z.infer<typeof ReplayedLetter>;

/** A dead letter that was thrown away. */
export const DiscardedLetter = z
  .object({ id: z.string(), status: z.literal("discarded") })
  .meta({ id: "DiscardedLetter" });
export type DiscardedLetter = z.infer<typeof DiscardedLetter>;
