import { randomBytes } from "node:crypto";

import type { QueuedRecord } from "../client/queued-record.ts";
import type { Reporter } from "../client/reporter.ts";
import { readLines, writeLine } from "./record-line.ts";
import { newSegment, type Segment } from "./segment.ts";
import { isSystemError, SpoolFolder } from "./spool-folder.ts";

/** How long a disk that failed is left alone. */
const REST_MILLIS = 60_000;

/** The files of one client's segments. A disk that fails is said once and tried again later; nothing here throws. */
export class SegmentFiles {
  readonly #folder: SpoolFolder;
  readonly #reporter: Reporter;
  #isOpen = false;
  #isWell = true;
  #restUntilMillis = 0;
  #bytes = 0;
  #renewal: Promise<void> | null = null;
  readonly #removals = new Set<Promise<void>>();

  constructor(options: { path: string; fsync: boolean; reporter: Reporter }) {
    const owner = `${process.pid}-${randomBytes(6).toString("hex")}`;
    this.#folder = new SpoolFolder(options.path, owner, options.fsync);
    this.#reporter = options.reporter;
    try {
      this.#folder.openSync();
      this.#isOpen = true;
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Bytes of all files. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether the last use of the disk did not fail. */
  get isWell(): boolean {
    return this.#isWell;
  }

  /** Whether it is worth trying to write. */
  get isWritable(): boolean {
    return this.#isOpen && Date.now() >= this.#restUntilMillis;
  }

  /** Renews the sign of life, or opens the folder (again). */
  async renew(): Promise<void> {
    // A disk may be slow enough for the next time to come before the end of this one.
    if (this.#renewal !== null || Date.now() < this.#restUntilMillis) return;
    this.#renewal = this.#folder.renew();
    try {
      await this.#renewal;
      this.#isOpen = true;
    } catch (error) {
      this.#isOpen = false;
      this.#fail(error);
    }
    this.#renewal = null;
  }

  #fail(error: unknown): void {
    this.#restUntilMillis = Date.now() + REST_MILLIS;
    const why = error instanceof Error ? error.message : "it cannot be written";
    if (this.#isWell) this.#reporter.say(`the spool cannot be used, events are kept in memory: ${why}`);
    this.#isWell = false;
  }

  /** What is not written yet of a segment, and how many events that is. */
  #pending(segment: Segment): { text: string; count: number } {
    const records = segment.records?.slice(segment.writtenCount) ?? [];
    // An empty line ends what a failed write may have left behind.
    const text = (segment.isTorn ? "\n" : "") + records.map(writeLine).join("");
    return { text, count: records.length };
  }

  #written(segment: Segment, { text, count }: { text: string; count: number }): void {
    const bytes = Buffer.byteLength(text);
    segment.writtenCount += count;
    segment.fileBytes += bytes;
    segment.isTorn = false;
    this.#bytes += bytes;
    this.#isWell = true;
    this.#reporter.counts.spooled += count;
  }

  #notWritten(segment: Segment, error: unknown): void {
    segment.isTorn = true;
    this.#fail(error);
  }

  /** Writes what is not written yet. */
  async write(segment: Segment): Promise<void> {
    const pending = this.#pending(segment);
    if (pending.count === 0 || segment.isWriting || segment.isSettled || !this.isWritable) return;
    segment.isWriting = true;
    segment.hasFile = true;
    try {
      await this.#folder.append(segment.orderKey, pending.text);
      this.#written(segment, pending);
    } catch (error) {
      this.#notWritten(segment, error);
    }
    segment.isWriting = false;
    if (segment.isSettled) await this.remove(segment);
  }

  /** Writes what is not written yet before it returns, even if an unfinished write may write it too. */
  writeSync(segment: Segment): void {
    const pending = this.#pending(segment);
    if (pending.count === 0 || !this.isWritable) return;
    segment.hasFile = true;
    try {
      this.#folder.appendSync(segment.orderKey, pending.text);
      this.#written(segment, pending);
    } catch (error) {
      this.#notWritten(segment, error);
    }
  }

  /** Reads the events of a segment; null when its file is gone, taken over by another process. */
  async read({ orderKey }: Segment): Promise<QueuedRecord[] | null> {
    try {
      return await this.#parse(await this.#folder.read(orderKey));
    } catch (error) {
      if (isSystemError(error, "ENOENT")) {
        this.#reporter.say("a file of the spool is gone: another process took it over, or somebody deleted it");
        return null;
      }
      this.#unreadable(1, "a file");
      return [];
    }
  }

  async #parse(text: string): Promise<QueuedRecord[]> {
    const { records, unreadable } = await readLines(text);
    if (unreadable > 0) this.#unreadable(unreadable, `${unreadable} lines`);
    return records;
  }

  #unreadable(count: number, what: string): void {
    this.#reporter.drop({ reason: "unreadable", count, id: null, detail: `${what} in the spool cannot be read` });
  }

  /** Deletes the file of a segment, after its last write. */
  async remove(segment: Segment): Promise<void> {
    segment.isSettled = true;
    if (segment.isWriting) return;
    this.#bytes -= segment.fileBytes;
    segment.fileBytes = 0;
    // What cannot be deleted is sent again by the next client, which is harmless.
    if (!segment.hasFile) return;
    const removal = this.#folder.remove(segment.orderKey).catch(() => {});
    this.#removals.add(removal);
    await removal;
    this.#removals.delete(removal);
  }

  /** Takes over the segments that dead processes left behind, oldest first. */
  async adopt(): Promise<Segment[]> {
    const adopted: Segment[] = [];
    if (!this.#isOpen) return adopted;
    const take = async (orderKey: string, text: string) => {
      const { records } = await readLines(text);
      const byteLength = records.reduce((sum, record) => sum + record.byteLength, 0);
      const fileBytes = Buffer.byteLength(text);
      this.#bytes += fileBytes;
      const counts = { count: records.length, byteLength, fileBytes };
      adopted.push({ ...newSegment(orderKey), ...counts, records: null, hasFile: true });
    };
    await this.#folder.adopt(take).catch(() => {});
    this.#reporter.counts.adopted += adopted.reduce((sum, { count }) => sum + count, 0);
    return adopted;
  }

  /** Lets other processes take over at once what is left. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.#removals, this.#renewal]);
    if (this.#isOpen) this.#folder.closeSync();
    this.#isOpen = false;
  }
}
