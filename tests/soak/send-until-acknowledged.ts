import { setTimeout as sleep } from "node:timers/promises";

import * as z from "zod";

import type { SoakRequest } from "./soak-request.ts";

/** Where to send, and with what key. */
export type Target = { baseUrl: string; key: string };

const Answer = z.object({
  rejected: z.int().optional(),
  partialSuccess: z.unknown().optional(),
});

const MIN_PAUSE_MS = 100;
const MAX_PAUSE_MS = 600;
const TIMEOUT_MS = 20_000;

/** What a 2xx does not acknowledge; null when it acknowledges everything. */
function shortcoming(text: string): string | null {
  const { rejected = 0, partialSuccess } = Answer.parse(JSON.parse(text));
  return rejected > 0 || partialSuccess !== undefined ? text.slice(0, 300) : null;
}

/**
 * Sends a request until it is answered with 2xx, the same bytes each time, over whatever happens to the product meanwhile.
 * `retries` says how often it was sent again.
 * @throws Error when it is refused for good, which no request of a soak should be
 */
export async function sendUntilAcknowledged(target: Target, request: SoakRequest): Promise<{ retries: number }> {
  const headers = { authorization: `Bearer ${target.key}`, "content-type": request.mediaType };
  for (let retries = 0; ; retries += 1) {
    const response = await fetch(new URL(request.path, target.baseUrl), {
      method: "POST",
      headers,
      body: request.body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(() => null);
    const text = await response?.text().catch(() => null);
    if (response !== null && text !== null && text !== undefined) {
      if (response.ok) {
        const reason = shortcoming(text);
        if (reason === null) return { retries };
        throw new Error(`${request.kind}: not all was taken: ${reason}`);
      }
      if (response.status < 500 && response.status !== 429) {
        throw new Error(`${request.kind}: HTTP ${response.status} ${text.slice(0, 300)}`);
      }
    }
    await sleep(MIN_PAUSE_MS + Math.random() * (MAX_PAUSE_MS - MIN_PAUSE_MS));
  }
}
