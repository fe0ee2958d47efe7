/** A call that goes on with the runs for so many ms and answers whether nothing is left. */
export type ContinueRuns = (ms: number) => Promise<boolean>;

/** How long one call may take, in ms. */
const CALL_MS = 20_000;

/**
 * Calls until nothing is left, at most so often and so long; answers whether nothing is left. Each call is to be an
 * invocation with limits of its own: all of them together then have no other limit than the number of calls.
 */
export async function continueUntilDone(
  call: ContinueRuns,
  { calls, withinMs }: { calls: number; withinMs: number },
): Promise<boolean> {
  const untilMs = Date.now() + withinMs;
  for (let made = 0; made < calls; made += 1) {
    const leftMs = untilMs - Date.now();
    if (leftMs <= 0) return false;
    if (await call(Math.min(leftMs, CALL_MS))) return true;
  }
  return false;
}
