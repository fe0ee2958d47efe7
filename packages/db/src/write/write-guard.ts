import { unlessStored } from "./unless-stored.ts";

/** Under which condition a statement of a batch takes place: SQL over its parameter `?2`, and the value of that parameter. */
export type WriteGuard = { condition: string; value: string };

/** Takes place unless one of these interactions (from `encodeInteractionKeys`) is stored already. */
export const unlessAnyStored = (keys: string): WriteGuard => ({ condition: unlessStored("?2"), value: keys });

/** Takes place when `claimRepriceStep`, earlier in the batch, has taken the step of this run. Reads one row by primary key. */
export const whileStepping = (runId: string): WriteGuard => ({
  condition: "EXISTS (SELECT 1 FROM reprice_runs AS run WHERE run.id = ?2 AND run.is_writing = 1)",
  value: runId,
});
