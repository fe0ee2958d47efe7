import { randomUUID } from "node:crypto";

import { buildClient } from "./client/build-client.ts";
import { fetchTransport } from "./client/fetch-transport.ts";
import { MemoryQueue } from "./client/memory-queue.ts";
import type { TrackingClient, TrackingClientOptions } from "./client/tracking-client.ts";
import { closeOnSignals } from "./node/close-on-signals.ts";
import { httpTransport } from "./node/http-transport.ts";
import { SpoolQueue } from "./node/spool-queue.ts";

export type * from "./client/interaction-event.ts";
export type * from "./client/tracking-client.ts";

/** A client for Node, which can keep events on disk. It never throws and keeps no process alive but while it is flushed. */
export function createTrackingClient(options: TrackingClientOptions): TrackingClient {
  return buildClient(options, {
    transport: (settings) => (settings.fetch === undefined ? httpTransport() : fetchTransport(settings.fetch)),
    openQueue: (settings, reporter, onAdopted) => {
      const { spoolDirectory: path } = settings;
      return path === undefined
        ? new MemoryQueue(settings, reporter)
        : new SpoolQueue({ path, settings, reporter, onAdopted });
    },
    randomId: randomUUID,
    attach: (client, { shutdownSignals }) => closeOnSignals(client, shutdownSignals),
  });
}
