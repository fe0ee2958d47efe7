import type { QueuedRecord } from "./queued-record.ts";

/** What waits to be sent, oldest first. Nothing here throws or rejects. */
export type EventQueue = {
  /** Takes an event; over the limits the oldest that is not being sent goes. */
  add: (record: QueuedRecord) => void;
  /**
   * The next events to send, none when nothing waits. They stay in the queue, and the same ones are given again, until
   * `settle`.
   */
  next: () => Promise<readonly QueuedRecord[]>;
  /** Forgets what `next` gave: all of it was acknowledged or given up. */
  settle: () => void;
  /** Lets go of timers and files. Gives back how many events are lost by that. */
  close: () => Promise<number>;
  /** Resolves when what an earlier process had left behind is in the queue. */
  readonly ready: Promise<void>;
  /** Events that wait, what is being sent among them. */
  readonly size: number;
  /** Bytes of JSON in memory. */
  readonly byteLength: number;
  /** Bytes on disk. */
  readonly spooledBytes: number;
};
