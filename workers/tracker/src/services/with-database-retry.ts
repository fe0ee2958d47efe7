import { describeError, isRetryableDatabaseError, log } from "@voygent/http";

const ATTEMPTS = 4;
const MIN_PAUSE_MS = 50;
const MAX_PAUSE_MS = 400;

const pause = () => {
  const ms = MIN_PAUSE_MS + Math.random() * (MAX_PAUSE_MS - MIN_PAUSE_MS);
  return new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });
};

/**
 * Runs a write that may be repeated, and repeats it up to three times, 50 to 400 ms apart, when the connection to the
 * database was lost: the platform never repeats a write by itself.
 */
export async function withDatabaseRetry<Result>(write: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (attempt === ATTEMPTS || !isRetryableDatabaseError(error)) throw error;
      log("error", { worker: "tracker", event: "database.retry", attempt, error: describeError(error) });
      await pause();
    }
  }
}
