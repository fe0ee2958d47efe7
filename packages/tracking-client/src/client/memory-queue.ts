import type { EventQueue } from "./event-queue.ts";
import type { QueuedRecord } from "./queued-record.ts";
import type { ClientSettings } from "./read-options.ts";
import type { Reporter } from "./reporter.ts";

/** What has been taken from the front of the list is cut off when it is this much and more than half of it. */
const LEAST_CUT = 1024;

/** Keeps events in memory, within the limits of the settings; what is over them is given up, oldest first. */
export class MemoryQueue implements EventQueue {
  readonly #settings: ClientSettings;
  readonly #reporter: Reporter;
  #records: QueuedRecord[] = [];
  /** Where the list begins: what is before was taken. */
  #start = 0;
  #inFlight: QueuedRecord[] = [];
  #byteLength = 0;
  readonly spooledBytes = 0;
  readonly ready = Promise.resolve();

  constructor(settings: ClientSettings, reporter: Reporter) {
    this.#settings = settings;
    this.#reporter = reporter;
  }

  get size(): number {
    return this.#records.length - this.#start + this.#inFlight.length;
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  add(record: QueuedRecord): void {
    this.#records.push(record);
    this.#byteLength += record.byteLength;
    const { maxQueueSize, maxQueueBytes } = this.#settings;
    while (this.size > maxQueueSize || this.#byteLength > maxQueueBytes) {
      const oldest = this.#take();
      if (oldest === undefined) return;
      this.#byteLength -= oldest.byteLength;
      this.#reporter.drop({ reason: "queue_full", count: 1, id: oldest.id, detail: "it was the oldest" });
    }
  }

  #take(): QueuedRecord | undefined {
    const record = this.#records[this.#start];
    if (record === undefined) return undefined;
    this.#start += 1;
    if (this.#start >= LEAST_CUT && this.#start * 2 > this.#records.length) {
      this.#records = this.#records.slice(this.#start);
      this.#start = 0;
    }
    return record;
  }

  // oxlint-disable-next-line typescript/require-await -- a queue on disk answers later
  async next(): Promise<readonly QueuedRecord[]> {
    while (this.#inFlight.length < this.#settings.maxExportBatchSize) {
      const record = this.#take();
      if (record === undefined) break;
      this.#inFlight.push(record);
    }
    return this.#inFlight;
  }

  settle(): void {
    for (const { byteLength } of this.#inFlight) this.#byteLength -= byteLength;
    this.#inFlight = [];
  }

  // oxlint-disable-next-line typescript/require-await -- a queue on disk answers later
  async close(): Promise<number> {
    const lost = this.size;
    this.#records = [];
    this.#start = 0;
    this.#inFlight = [];
    this.#byteLength = 0;
    return lost;
  }
}
