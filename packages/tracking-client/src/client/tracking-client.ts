import type { InteractionEvent, Score, SessionEnd, SessionStart } from "./interaction-event.ts";

/**
 * Why an event was given up: it is not an event (`invalid`) or larger than 64 KiB (`too_large`), the queue was full and it
 * was the oldest (`queue_full`), the tracker refused it (`rejected`) or has its id with other content (`conflict`), the
 * client was closed (`closed`) or has no usable url and key (`misconfigured`), or its place on disk cannot be read
 * (`unreadable`).
 */
export type DropReason =
  | "invalid"
  | "too_large"
  | "queue_full"
  | "rejected"
  | "conflict"
  | "closed"
  | "misconfigured"
  | "unreadable";

/** What was given up; `id` is null when several went at once or when it had none. */
export type Drop = { reason: DropReason; count: number; id: string | null; detail: string };

/** A request that did not get through; it is sent again. `status` is null when there was no answer. */
export type SendFailure = { status: number | null; detail: string };

/** Counts since the client was made. An event is an interaction, the start or the end of a session, or a score. */
export type TrackingClientStats = {
  /** Events that were taken into the queue. */
  accepted: number;
  /** Events that wait, in memory or on disk. */
  queued: number;
  /** Bytes of JSON that wait in memory. */
  queuedBytes: number;
  /** Events that the tracker has acknowledged, those that it had before (`duplicates`) among them. */
  sent: number;
  duplicates: number;
  dropped: Record<DropReason, number>;
  requests: number;
  failedRequests: number;
  /** Events of this client that are or were written to the spool, and bytes of all that it holds there. */
  spooled: number;
  spooledBytes: number;
  /** Events that were adopted from a process that ended before it had sent them. */
  adopted: number;
};

/** The options of `flush` and `close`. */
export type FlushOptions = { timeoutMillis?: number };

/** What is told to a host about its client; what these functions throw is ignored. */
export type TrackingClientListeners = {
  /** Called for all that is given up. */
  onDropped?: (drop: Drop) => void;
  /** Called for each request that did not get through. */
  onError?: (failure: SendFailure) => void;
  /** Takes the client's lines, one a minute at most; `console.warn` when absent. */
  logger?: (line: string) => void;
};

/** The options of a client. Times are in milliseconds; a number that is not possible is replaced by its default. */
export type TrackingClientOptions = TrackingClientListeners & {
  /** Where the tracker is: its origin, with a path before `/track` if it has one. */
  url: string;
  /** A key with the scope `track`. */
  key: string;
  /** `source` and `environment` of all events that have none of their own. */
  source?: string;
  environment?: string;
  /** Most events in memory, 10,000 by default; over it the oldest is given up, or left to the spool. */
  maxQueueSize?: number;
  /** Most bytes of JSON in memory, 16 MiB by default. */
  maxQueueBytes?: number;
  /** Most interactions in a request, 512 by default, 1000 at most. */
  maxExportBatchSize?: number;
  /** How long an event waits for others before it is sent, 5 s by default. */
  scheduledDelayMillis?: number;
  /** How long an answer is waited for, and `flush` and `close` at most, 30 s by default. */
  exportTimeoutMillis?: number;
  /** The first wait before a retry is at most this, 1 s by default; each further one may be twice as long … */
  retryInitialDelayMillis?: number;
  /** … but no longer than this, 60 s by default. */
  retryMaxDelayMillis?: number;
  /** Sends the requests, instead of Node's own HTTP client or the global `fetch`. */
  fetch?: (url: string, init: { method: string; headers: Record<string, string>; body: string }) => Promise<Response>;
  /** Node only: a folder that keeps what is not sent yet over an abrupt end. Several processes may share it. */
  spoolDirectory?: string;
  /** How long an event may be in memory only, 1 s by default; 0 writes each before `trackInteraction` returns. */
  spoolFlushMillis?: number;
  /** Whether each write waits for the disk itself, to survive a power cut too; no by default. */
  spoolFsync?: boolean;
  /** Most bytes that this client holds in the spool, 64 MiB by default; over it the oldest are given up. */
  maxSpoolBytes?: number;
  /** Node only: signals on which the client is closed before the process ends by them; none by default. */
  shutdownSignals?: ("SIGTERM" | "SIGINT" | "SIGHUP")[];
};

/** Sends events to the tracker in the background. Nothing here throws or rejects. */
export type TrackingClient = {
  /** Queues an interaction and gives back its id; null when it was given up at once. */
  trackInteraction: (event: InteractionEvent) => string | null;
  /** Queues the start of a session; false when it was given up at once. */
  startSession: (start: SessionStart) => boolean;
  /** Queues the end of a session; false when it was given up at once. */
  endSession: (end: SessionEnd) => boolean;
  /** Queues a score; false when it was given up at once. */
  trackScore: (score: Score) => boolean;
  /** Queues that the score with this id is taken back; false when it was given up at once. */
  removeScore: (id: string) => boolean;
  /**
   * Sends what is queued now, without waiting for a schedule or a back-off. Resolves with true when nothing of it is left, with
   * false when time was up before.
   */
  flush: (options?: FlushOptions) => Promise<boolean>;
  /** Takes no more events, flushes, and lets go of everything. What is left in the spool is sent by the next client. */
  close: (options?: FlushOptions) => Promise<boolean>;
  /** The counts of this moment. */
  readonly stats: TrackingClientStats;
};
