import type { TrackingClientOptions } from "@voygent/tracking-client";

import type { Settings } from "./settings.ts";

/** Shorter than the ten seconds that a container has to end in: a stop waits for one answer at most. */
export const ANSWER_TIMEOUT_MS = 8000;

/** Small enough that to write, to send and to read the answer each take a moment only. */
const MAX_BATCH_SIZE = 100;

/** Ten thousand events are less. */
const MAX_QUEUE_BYTES = 8 * 1024 * 1024;

/** The options of a tracking client in LibreChat's process. */
export function clientOptions(settings: Settings, say: (line: string) => void): TrackingClientOptions {
  const { url, key, source, environment, spoolDirectory } = settings;
  return {
    url,
    key,
    source,
    ...(environment !== undefined && { environment }),
    ...(spoolDirectory !== undefined && { spoolDirectory }),
    scheduledDelayMillis: 1000,
    maxExportBatchSize: MAX_BATCH_SIZE,
    maxQueueBytes: MAX_QUEUE_BYTES,
    exportTimeoutMillis: ANSWER_TIMEOUT_MS,
    shutdownSignals: ["SIGTERM", "SIGINT"],
    logger: (line) => say(line.replace(/^voygent tracking: /, "")),
  };
}
