import type { QueuedRecord } from "../client/queued-record.ts";

/** Events that travel together, and the file that keeps them. */
export type Segment = {
  /** Where the segment stands among all others of its folder, whoever made it: file names begin with it. */
  orderKey: string;
  count: number;
  /** Bytes of the JSON of its events. */
  byteLength: number;
  /** Its events; null when they are on disk only. */
  records: QueuedRecord[] | null;
  /** How many of `records` are written to the file. */
  writtenCount: number;
  /** Whether there is a file, if only an empty or a broken one. */
  hasFile: boolean;
  /** Bytes of the file. */
  fileBytes: number;
  isWriting: boolean;
  /** Whether a write failed, which may have left a part of a line in the file. */
  isTorn: boolean;
  /** Whether it has left the queue, so that its file goes too. */
  isSettled: boolean;
};

/** A new, empty segment. */
export function newSegment(orderKey: string): Segment {
  const counts = { count: 0, byteLength: 0, writtenCount: 0, fileBytes: 0 };
  return { orderKey, ...counts, records: [], hasFile: false, isWriting: false, isTorn: false, isSettled: false };
}

/** Whether every event of the segment is in its file. */
export const isOnDisk = ({ records, writtenCount }: Segment) => records === null || writtenCount === records.length;
