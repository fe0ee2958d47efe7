import http from "node:http";

import { onTestFinished } from "vitest";

import type { InteractionEvent, TrackingClient } from "../node.ts";

/** A client that keeps what it is given. */
export function keepingClient(): { client: TrackingClient; events: InteractionEvent[] } {
  const events: InteractionEvent[] = [];
  const trackInteraction = (event: InteractionEvent) => {
    events.push(event);
    return "id";
  };
  const dropped = {
    invalid: 0,
    too_large: 0,
    queue_full: 0,
    rejected: 0,
    conflict: 0,
    closed: 0,
    misconfigured: 0,
    unreadable: 0,
  };
  const counts = { accepted: 0, queued: 0, queuedBytes: 0, sent: 0, duplicates: 0, dropped, requests: 0 };
  const client: TrackingClient = {
    trackInteraction,
    startSession: () => true,
    endSession: () => true,
    trackScore: () => true,
    removeScore: () => true,
    flush: () => Promise.resolve(true),
    close: () => Promise.resolve(true),
    stats: { ...counts, failedRequests: 0, spooled: 0, spooledBytes: 0, adopted: 0 },
  };
  return { client, events };
}

/** Starts a stand-in for a provider until the test is over, and gives back its URL. */
export async function startProvider(answer: http.RequestListener): Promise<string> {
  const server = http.createServer(answer);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

/** Server-sent events of these values, as OpenAI and others write them. */
export function sse(...values: unknown[]): string {
  return values.map((value) => `data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`).join("");
}
