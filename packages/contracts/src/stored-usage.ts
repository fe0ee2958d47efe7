import * as z from "zod";

import { TokenCounts, UnitCounts } from "./interaction-event.ts";
import { Count } from "./primitives.ts";

/**
 * What the column `interactions.usage` holds as JSON: the token counts in the normal form (inclusive, reasoning inside
 * output) and every other count; a count of 0 is left out, and so are all tokens where the sender gave no count of them, not
 * even 0. `other_units` are counts that few models are billed by, such as pages. Enough to price the interaction again.
 */
export const StoredUsage = z.object({
  tokens: TokenCounts.optional(),
  units: UnitCounts.default({}),
  other_units: z.record(z.string(), Count).optional(),
  db: z.object({ rows_read: Count.default(0), rows_written: Count.default(0) }).prefault({}),
  api_calls: Count.default(0),
  compute: z.object({ cpu_ms: Count.default(0) }).prefault({}),
});
export type StoredUsage = z.infer<typeof StoredUsage>;
