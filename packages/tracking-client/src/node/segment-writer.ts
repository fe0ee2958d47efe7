import { unrefTimer } from "../client/unref-timer.ts";
import type { SegmentFiles } from "./segment-files.ts";
import { isOnDisk, type Segment } from "./segment.ts";

const SLOW_WRITE_MILLIS = 250;

type WriterOptions = {
  files: SegmentFiles;
  /** How long events may be in memory only. */
  flushMillis: number;
  segments: () => readonly Segment[];
  /** Called when a pass over the segments is over. */
  onWritten: () => void;
};

/** Writes what is not on disk yet, one segment after the other, some time after it came in or at once. */
export class SegmentWriter {
  readonly #options: WriterOptions;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #writing: Promise<void> | null = null;
  #isSlow = false;
  #isClosed = false;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Whether the write that is under way takes long, as on a disk that hangs. */
  get isSlow(): boolean {
    return this.#isSlow;
  }

  /** Writes after the time that events may be in memory only. */
  schedule(): void {
    this.#timer ??= unrefTimer(
      setTimeout(() => {
        this.#timer = null;
        this.start();
      }, this.#options.flushMillis),
    );
  }

  /** Writes now, unless it does. */
  start(): void {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    });
  }

  /** Writes all before it returns. */
  writeSync(): void {
    for (const segment of this.#options.segments()) if (!isOnDisk(segment)) this.#options.files.writeSync(segment);
  }

  /** Schedules nothing more, and writes what is left. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#writing;
    this.writeSync();
  }

  async #writeAll(): Promise<void> {
    const { files, segments, onWritten } = this.#options;
    for (const segment of segments().filter((each) => !isOnDisk(each))) await this.#writeOne(segment);
    onWritten();
    // What came in during a write. A disk that failed is tried again with the sign of life.
    const isLeft = segments().some((segment) => !isOnDisk(segment));
    if (isLeft && files.isWritable && !this.#isClosed) this.schedule();
  }

  async #writeOne(segment: Segment): Promise<void> {
    let isUnderWay = true;
    // The loop first hears of what has ended in its last turn.
    const noteSlow = () => setImmediate(() => (this.#isSlow = isUnderWay));
    const timer = unrefTimer(setTimeout(noteSlow, SLOW_WRITE_MILLIS));
    await this.#options.files.write(segment);
    clearTimeout(timer);
    isUnderWay = false;
    this.#isSlow = false;
  }
}
