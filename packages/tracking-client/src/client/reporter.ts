import type { Drop, DropReason, SendFailure, TrackingClientListeners } from "./tracking-client.ts";

const LINE_INTERVAL_MILLIS = 60_000;

type Counts = {
  accepted: number;
  sent: number;
  duplicates: number;
  requests: number;
  failedRequests: number;
  spooled: number;
  adopted: number;
  dropped: Record<DropReason, number>;
};

function noCounts(): Counts {
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
  return { accepted: 0, sent: 0, duplicates: 0, requests: 0, failedRequests: 0, spooled: 0, adopted: 0, dropped };
}

function warn(line: string): void {
  // oxlint-disable-next-line no-console -- the host's log, when it names no other
  console.warn(line);
}

/** Counts what happens and tells the host of it; what the host's functions throw is ignored. */
export class Reporter {
  readonly counts = noCounts();
  readonly #listeners: TrackingClientListeners;
  #lastLineAtMillis = Number.NEGATIVE_INFINITY;
  #heldBack = 0;
  #isDown = false;
  #isTelling = false;

  constructor(listeners: TrackingClientListeners) {
    this.#listeners = listeners;
  }

  /** Counts what was given up, and says so. */
  drop(drop: Drop): void {
    this.counts.dropped[drop.reason] += drop.count;
    this.say(`gave up ${drop.count === 1 ? "an event" : `${drop.count} events`} (${drop.reason}): ${drop.detail}`);
    this.#tell(() => this.#listeners.onDropped?.(drop));
  }

  /** Counts a request that did not get through; the first of a row is worth a line. */
  failed(failure: SendFailure, waiting: number): void {
    this.counts.failedRequests += 1;
    if (!this.#isDown) this.say(`the tracker took nothing, ${waiting} events wait: ${failure.detail}`);
    this.#isDown = true;
    this.#tell(() => this.#listeners.onError?.(failure));
  }

  /** Ends a row of failures. */
  answered(): void {
    this.#isDown = false;
  }

  /** Writes a line to the host's log, one a minute at most; the next one says how many were held back. */
  say(text: string): void {
    const nowMillis = Date.now();
    if (nowMillis - this.#lastLineAtMillis < LINE_INTERVAL_MILLIS) {
      this.#heldBack += 1;
      return;
    }
    const more = this.#heldBack === 0 ? "" : ` (${this.#heldBack} earlier lines were held back)`;
    this.#lastLineAtMillis = nowMillis;
    this.#heldBack = 0;
    this.#tell(() => (this.#listeners.logger ?? warn)(`voygent tracking: ${text}${more}`));
  }

  /** A host that tracks an event when it is told of one would never come to an end: it is told once at a time. */
  #tell(call: () => void): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      call();
    } catch {
      // What the host's function throws is the host's.
    } finally {
      this.#isTelling = false;
    }
  }
}
