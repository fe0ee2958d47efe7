/** Under which condition a statement of a batch takes place: SQL over its parameter `?2`, and the value of that parameter. */
export type WriteGuard = { condition: string; value: string };

/** The condition of a guard, and what it binds behind the first parameter. Without a guard a statement takes place. */
export const guardedBy = (guard: WriteGuard | undefined): { condition: string; values: string[] } =>
  guard === undefined ? { condition: "true", values: [] } : { condition: guard.condition, values: [guard.value] };

/** Takes place when `claimRepriceStep`, earlier in the batch, has taken the step of this run. Reads one row by primary key. */
export const whileStepping = (runId: string): WriteGuard => ({
  condition: "EXISTS (SELECT 1 FROM reprice_runs AS run WHERE run.id = ?2 AND run.is_writing = 1)",
  value: runId,
});
