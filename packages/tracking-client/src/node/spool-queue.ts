import { randomBytes } from "node:crypto";

import type { EventQueue } from "../client/event-queue.ts";
import type { QueuedRecord } from "../client/queued-record.ts";
import type { ClientSettings } from "../client/read-options.ts";
import type { Reporter } from "../client/reporter.ts";
import { unrefTimer } from "../client/unref-timer.ts";
import { writeAtExit } from "./write-at-exit.ts";
import { SegmentFiles } from "./segment-files.ts";
import { SegmentWriter } from "./segment-writer.ts";
import { isOnDisk, newSegment, type Segment } from "./segment.ts";

const HEARTBEAT_MILLIS = 15_000;

/** A full segment is one request. */
const MAX_SEGMENT_BYTES = 900 * 1024;

type SpoolOptions = { path: string; settings: ClientSettings; reporter: Reporter; onAdopted: () => void };

/**
 * Keeps events in segments, each a file and later a request. Events are written some time after they came in; what
 * memory does not hold is read again when its turn comes. Over the limit of the disk the oldest segment is given up; while
 * the disk does not work, the limits of memory hold.
 */
export class SpoolQueue implements EventQueue {
  readonly #settings: ClientSettings;
  readonly #reporter: Reporter;
  readonly #files: SegmentFiles;
  readonly #writer: SegmentWriter;
  readonly #onAdopted: () => void;
  readonly #heartbeat: ReturnType<typeof setInterval>;
  readonly #forgetExit: () => void;
  readonly #maxSegmentSize: number;
  readonly #maxSegmentBytes: number;
  /** When what dead processes had left behind is in the queue. */
  readonly ready: Promise<void>;
  #isClosed = false;
  #segments: Segment[] = [];
  #open: Segment | null = null;
  #inFlight: { segment: Segment; records: readonly QueuedRecord[] } | null = null;
  #nextNumber = 0;
  #size = 0;
  #memorySize = 0;
  #memoryBytes = 0;

  constructor({ path, settings, reporter, onAdopted }: SpoolOptions) {
    this.#settings = settings;
    this.#reporter = reporter;
    this.#onAdopted = onAdopted;
    const { maxExportBatchSize, maxQueueSize, maxQueueBytes, maxSpoolBytes } = settings;
    // Small enough that giving up one leaves the others.
    this.#maxSegmentSize = Math.max(1, Math.min(maxExportBatchSize, Math.floor(maxQueueSize / 4)));
    this.#maxSegmentBytes = Math.min(MAX_SEGMENT_BYTES, maxQueueBytes / 4, maxSpoolBytes / 4);
    this.#files = new SegmentFiles({ path, fsync: settings.spoolFsync, reporter });
    this.#writer = new SegmentWriter({
      files: this.#files,
      flushMillis: settings.spoolFlushMillis,
      segments: () => this.#segments,
      onWritten: () => this.#keepLimits(),
    });
    this.#heartbeat = unrefTimer(setInterval(() => void this.#beat(), HEARTBEAT_MILLIS));
    this.#forgetExit = writeAtExit(() => this.#writer.writeSync());
    this.ready = this.#adopt();
  }

  get size(): number {
    return this.#size;
  }

  get byteLength(): number {
    return this.#memoryBytes;
  }

  get spooledBytes(): number {
    return this.#files.bytes;
  }

  add(record: QueuedRecord): void {
    const segment = this.#openSegment();
    segment.records?.push(record);
    segment.count += 1;
    segment.byteLength += record.byteLength;
    this.#size += 1;
    this.#memorySize += 1;
    this.#memoryBytes += record.byteLength;
    const isFull = segment.count >= this.#maxSegmentSize || segment.byteLength >= this.#maxSegmentBytes;
    if (isFull) this.#open = null;
    if (this.#settings.spoolFlushMillis === 0) this.#files.writeSync(segment);
    else if (isFull && this.#isMemoryHalfFull && this.#files.isWritable) this.#writer.start();
    else this.#writer.schedule();
    this.#keepLimits();
  }

  #openSegment(): Segment {
    if (this.#open !== null) return this.#open;
    const time = String(Date.now()).padStart(15, "0");
    const number = String(this.#nextNumber++).padStart(9, "0");
    this.#open = newSegment(`${time}-${number}-${randomBytes(4).toString("hex")}`);
    this.#segments.push(this.#open);
    return this.#open;
  }

  get #isMemoryFull(): boolean {
    const { maxQueueSize, maxQueueBytes } = this.#settings;
    return this.#memorySize > maxQueueSize || this.#memoryBytes > maxQueueBytes;
  }

  /** Room enough to write what memory cannot hold without a wait for the disk. */
  get #isMemoryHalfFull(): boolean {
    const { maxQueueSize, maxQueueBytes } = this.#settings;
    return this.#memorySize > maxQueueSize / 2 || this.#memoryBytes > maxQueueBytes / 2;
  }

  #keepLimits(): void {
    while (this.#isMemoryFull) if (!this.#leaveToDisk() && !this.#dropOldest()) break;
    while (this.#files.bytes > this.#settings.maxSpoolBytes) {
      const oldest = this.#segments.find((segment) => segment !== this.#inFlight?.segment && segment.fileBytes > 0);
      if (oldest === undefined || !this.#giveUp(oldest)) break;
    }
  }

  /**
   * Frees the memory of the newest full segment, if possible of one that is on disk; false when there is none. A disk that hangs or
   * has failed is not waited for.
   */
  #leaveToDisk(): boolean {
    const busy = new Set([this.#open, this.#inFlight?.segment]);
    const full = this.#segments.filter((each) => each.records !== null && !each.isWriting && !busy.has(each));
    const onDisk = full.filter(isOnDisk);
    const segment = onDisk.at(-1) ?? (this.#writer.isSlow || !this.#files.isWell ? undefined : full.at(-1));
    if (segment === undefined) return false;
    this.#files.writeSync(segment);
    if (!isOnDisk(segment)) return false;
    this.#forgetRecords(segment);
    return true;
  }

  #forgetRecords(segment: Segment): void {
    if (segment.records === null) return;
    this.#memorySize -= segment.count;
    this.#memoryBytes -= segment.byteLength;
    segment.records = null;
  }

  #dropOldest(): boolean {
    const oldest = this.#segments.find((each) => each !== this.#inFlight?.segment && each.records !== null);
    return oldest !== undefined && this.#giveUp(oldest);
  }

  #giveUp(segment: Segment): true {
    this.#leave(segment);
    this.#reporter.drop({ reason: "queue_full", count: segment.count, id: null, detail: "they were the oldest" });
    return true;
  }

  /** Takes a segment out of the queue, and its file with it. */
  #leave(segment: Segment): void {
    if (segment === this.#open) this.#open = null;
    this.#segments = this.#segments.filter((each) => each !== segment);
    this.#size -= segment.count;
    this.#forgetRecords(segment);
    void this.#files.remove(segment);
  }

  async next(): Promise<readonly QueuedRecord[]> {
    // What an earlier process had left behind goes first.
    await this.ready;
    while (this.#inFlight === null) {
      const [segment] = this.#segments;
      if (segment === undefined) return [];
      if (segment === this.#open) this.#open = null;
      const records = segment.records ?? (await this.#files.read(segment));
      if (this.#segments[0] !== segment) continue;
      // Empty when the file holds none, null when another process has it now.
      if (records === null || records.length === 0) this.#leave(segment);
      else this.#inFlight = { segment, records };
    }
    return this.#inFlight.records;
  }

  settle(): void {
    if (this.#inFlight !== null) this.#leave(this.#inFlight.segment);
    this.#inFlight = null;
  }

  async #beat(): Promise<void> {
    await this.#files.renew();
    if (this.#isClosed) return;
    this.#writer.start();
    await this.#adopt();
  }

  async #adopt(): Promise<void> {
    const adopted = await this.#files.adopt();
    if (adopted.length === 0 || this.#isClosed) return;
    const first = this.#inFlight === null ? 0 : 1;
    this.#segments.splice(first, 0, ...adopted);
    this.#size += adopted.reduce((sum, { count }) => sum + count, 0);
    this.#keepLimits();
    this.#onAdopted();
  }

  async close(): Promise<number> {
    this.#isClosed = true;
    clearInterval(this.#heartbeat);
    this.#forgetExit();
    await this.#writer.close();
    const unwritten = this.#segments.map(
      ({ records, writtenCount }) => (records?.length ?? writtenCount) - writtenCount,
    );
    const lost = unwritten.reduce((sum, count) => sum + count, 0);
    this.#segments = [];
    this.#size = 0;
    await this.#files.close();
    return lost;
  }
}
