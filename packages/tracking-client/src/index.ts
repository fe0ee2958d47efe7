import { buildClient } from "./client/build-client.ts";
import { fetchTransport } from "./client/fetch-transport.ts";
import { MemoryQueue } from "./client/memory-queue.ts";
import { randomId } from "./client/random-id.ts";
import type { TrackingClient, TrackingClientOptions } from "./client/tracking-client.ts";

export type * from "./client/interaction-event.ts";
export type * from "./client/tracking-client.ts";

/** A client for Workers, browsers and whatever else has `fetch`; it keeps events in memory. It never throws. */
export function createTrackingClient(options: TrackingClientOptions): TrackingClient {
  return buildClient(options, {
    // Called without `this`, which Workers and browsers insist on.
    transport: (settings) => fetchTransport(settings.fetch ?? ((url, init) => fetch(url, init))),
    openQueue: (settings, reporter) => {
      if (settings.spoolDirectory !== undefined) reporter.say("there is no disk here; events are kept in memory");
      return new MemoryQueue(settings, reporter);
    },
    randomId,
    attach: () => {},
  });
}
