import { retryFailedLateRuns } from "@voygent/db";

import type { TrackerBindings } from "../../tracker-bindings.ts";
import { currentBookVersion } from "./current-book-version.ts";

/** An older run has lost its price book, and its models are tried with a newer one. */
const RETRIED_FOR_MS = 14 * 24 * 60 * 60 * 1000;

/** Lets late pricing that failed go on once more from where it stood; whatever it was may be over. */
export async function retryFailedRuns(env: TrackerBindings, nowMs: number): Promise<void> {
  const bookVersion = await currentBookVersion(env);
  await retryFailedLateRuns(env.DB, { bookVersion, createdAfterMs: nowMs - RETRIED_FOR_MS }).run();
}
