import type { EventQueue } from "./event-queue.ts";
import { Pause } from "./pause.ts";
import type { QueuedRecord } from "./queued-record.ts";
import { readAnswer, type Verdict } from "./read-answer.ts";
import type { ClientSettings } from "./read-options.ts";
import type { Reporter } from "./reporter.ts";
import { readRetryAfter, retryDelayMillis } from "./retry-delay.ts";
import { type EventRequest, takeRequest } from "./take-request.ts";
import type { Transport, TransportAnswer } from "./transport.ts";

/** The tracker takes 1 MiB on the wire. */
const MAX_BODY_BYTES = 1024 * 1024;

/** No tracker has a smaller limit than this: a request of this size that is too large is one event. */
const LEAST_MAX_BYTES = 16 * 1024;

/** What the tracker queued is stored by then, unless it stores nothing at all. */
const MAX_QUEUED_MILLIS = 60_000;

type SenderParts = {
  settings: ClientSettings;
  baseUrl: string;
  queue: EventQueue;
  transport: Transport;
  reporter: Reporter;
  random: () => number;
};

/**
 * Empties a queue, one request at a time, so that events arrive in their order. What does not get through is sent again
 * with the same ids until it does.
 */
export class Sender {
  readonly #parts: SenderParts;
  readonly #pause = new Pause();
  readonly #stop = new AbortController();
  readonly #headers: Record<string, string>;
  #maxBytes = MAX_BODY_BYTES;
  #failures = 0;
  /** When the tracker last said that it queued something. */
  #queuedAtMillis = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | null = null;
  /** Events to send although they are no full batch. */
  #wanted = 0;
  #settledCount = 0;
  #waiting: { settledCount: number; resolve: () => void }[] = [];

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#headers = { "content-type": "application/json", authorization: `Bearer ${parts.settings.key}` };
  }

  /** Sends what is queued now, and full batches as long as there are any. A call while this is under way joins it. */
  start(): void {
    this.#wanted = this.#parts.queue.size;
    this.#running ??= this.#empty()
      // Whatever goes wrong here is no fault of the host: what waits is tried again with the next event.
      .catch((error: unknown) => this.#parts.reporter.say(`sending stopped: ${String(error)}`))
      .finally(() => {
        this.#running = null;
        this.#tellWaiting(Number.POSITIVE_INFINITY);
      });
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Sends what is queued now and resolves when all of it was acknowledged or given up; with false when it was stopped. */
  async flush(): Promise<boolean> {
    await this.#parts.queue.ready;
    const settledCount = this.#settledCount + this.#parts.queue.size;
    this.start();
    this.#pause.hurry();
    await new Promise<void>((resolve) => {
      this.#waiting.push({ settledCount, resolve });
    });
    return !this.#stop.signal.aborted || this.#settledCount >= settledCount;
  }

  /** Gives up the request under way and sends nothing more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#pause.end();
    await this.#running;
  }

  async #empty(): Promise<void> {
    const { queue, settings } = this.#parts;
    while (this.#wanted > 0 || queue.size >= settings.maxExportBatchSize) {
      const records = await queue.next();
      const count = records.length;
      if (count === 0 || !(await this.#sendAll(records))) return;
      queue.settle();
      this.#wanted -= count;
      this.#settledCount += count;
      this.#tellWaiting(this.#settledCount);
    }
  }

  #tellWaiting(settledCount: number): void {
    const isOver = (waiting: { settledCount: number }) => waiting.settledCount <= settledCount;
    const over = this.#waiting.filter(isOver);
    this.#waiting = this.#waiting.filter((waiting) => !isOver(waiting));
    for (const { resolve } of over) resolve();
  }

  /** Sends these events; false when it was stopped before. */
  async #sendAll(records: readonly QueuedRecord[]): Promise<boolean> {
    const { maxExportBatchSize } = this.#parts.settings;
    let start = 0;
    let maxItems = maxExportBatchSize;
    while (!this.#stop.signal.aborted) {
      const request = takeRequest(records, start, { maxItems, maxBytes: this.#maxBytes });
      if (request === undefined) return true;
      const verdict = await this.#sendOnce(request);
      const count = request.records.length;
      if (verdict?.verdict === "split" && count > 1) {
        maxItems = Math.ceil(count / 2);
        if (verdict.reason === "too_large") this.#maxBytes = Math.max(request.body.length / 2, LEAST_MAX_BYTES);
      } else if (verdict !== null) {
        this.#settleRequest(request, verdict);
        start += count;
        maxItems = Math.min(maxItems * 2, maxExportBatchSize);
      }
    }
    return false;
  }

  #settleRequest({ records }: EventRequest, verdict: Exclude<Verdict, { verdict: "again" }>): void {
    const { counts } = this.#parts.reporter;
    if (verdict.verdict === "split") {
      const id = records[0]?.id ?? null;
      this.#parts.reporter.drop({ reason: verdict.reason, count: 1, id, detail: verdict.detail });
      return;
    }
    counts.sent += records.length - verdict.refused.length;
    counts.duplicates += verdict.duplicates;
    for (const { index, reason, detail } of verdict.refused) {
      this.#parts.reporter.drop({ reason, count: 1, id: records[index]?.id ?? null, detail });
    }
  }

  /** One try; null when the request is to be sent again, which is then due. */
  async #sendOnce(request: EventRequest): Promise<Exclude<Verdict, { verdict: "again" }> | null> {
    const { reporter, baseUrl, transport, settings } = this.#parts;
    reporter.counts.requests += 1;
    let answer: TransportAnswer;
    try {
      answer = await transport({
        method: request.method,
        url: baseUrl + request.path,
        headers: this.#headers,
        body: request.body,
        timeoutMillis: settings.exportTimeoutMillis,
        signal: this.#stop.signal,
      });
    } catch (error) {
      const detail = error instanceof Error ? error.message : "no answer";
      await this.#wait({ status: null, detail }, null);
      return null;
    }
    const awaitsQueue = Date.now() - this.#queuedAtMillis < MAX_QUEUED_MILLIS;
    const verdict = readAnswer({ ...request, awaitsQueue }, answer);
    if (verdict.verdict === "again") {
      const askedMillis = readRetryAfter(answer.retryAfter, Date.now());
      // A wrong key or address does not mend itself in a second.
      if (verdict.isMisconfigured) this.#failures = Math.max(this.#failures, 30);
      await this.#wait({ status: answer.status, detail: verdict.detail }, askedMillis);
      return null;
    }
    if (verdict.verdict === "stored" && verdict.isQueued) this.#queuedAtMillis = Date.now();
    this.#failures = 0;
    reporter.answered();
    return verdict;
  }

  /** Waits before the next try: as long as the tracker asks for, at least. */
  async #wait(failure: { status: number | null; detail: string }, askedMillis: number | null): Promise<void> {
    if (this.#stop.signal.aborted) return;
    const { reporter, queue, settings, random } = this.#parts;
    this.#failures += 1;
    reporter.failed(failure, queue.size);
    const backoffMillis = retryDelayMillis(this.#failures, settings, random());
    await this.#pause.wait({ askedMillis: askedMillis ?? 0, millis: Math.max(backoffMillis, askedMillis ?? 0) });
  }
}
