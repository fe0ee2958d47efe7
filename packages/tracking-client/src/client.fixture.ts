import { onTestFinished } from "vitest";

import type { Drop, InteractionEvent, SendFailure, TrackingClient, TrackingClientOptions } from "./node.ts";
import { createTrackingClient } from "./node.ts";

/** A client for Node with what it told its host. */
export type ObservedClient = { client: TrackingClient; lines: string[]; drops: Drop[]; failures: SendFailure[] };

/** A client that retries at once, sends only when it is flushed, and is closed after the test. */
export function observedClient(options: Partial<TrackingClientOptions> & { url: string }): ObservedClient {
  const observed = { lines: [] as string[], drops: [] as Drop[], failures: [] as SendFailure[] };
  const client = createTrackingClient({
    key: "vk_test",
    scheduledDelayMillis: 3_600_000,
    retryInitialDelayMillis: 1,
    retryMaxDelayMillis: 2,
    logger: (line) => observed.lines.push(line),
    onDropped: (drop) => observed.drops.push(drop),
    onError: (failure) => observed.failures.push(failure),
    ...options,
  });
  onTestFinished(async () => {
    await client.close({ timeoutMillis: 0 });
  });
  return { client, ...observed };
}

/** An interaction with this id. */
export function eventOf(id: string, more: Partial<InteractionEvent> = {}): InteractionEvent {
  return { id, session_id: "conv-7", user_id: "ada", type: "chat", ...more };
}
