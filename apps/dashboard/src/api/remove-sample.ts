import { trackingClient } from "./tracking-client.ts";
import { unwrap } from "./unwrap.ts";

/** Removes all sample data, step by step; tells after each step how many interactions are gone. */
export async function removeSample(onProgress: (removedInteractions: number) => void): Promise<void> {
  let removed = 0;
  let isDone = false;
  while (!isDone) {
    const step = await unwrap(trackingClient.DELETE("/track/sample"));
    removed += step.removed_interactions;
    isDone = step.status === "done";
    onProgress(removed);
  }
}
