import type { TrackingClientListeners, TrackingClientOptions } from "./tracking-client.ts";

/** The options with their defaults. `baseUrl` is null when `url` or `key` cannot be used, which `problem` explains. */
export type ClientSettings = {
  baseUrl: string | null;
  problem: string | null;
  key: string;
  source: string | undefined;
  environment: string | undefined;
  maxQueueSize: number;
  maxQueueBytes: number;
  maxExportBatchSize: number;
  scheduledDelayMillis: number;
  exportTimeoutMillis: number;
  retryInitialDelayMillis: number;
  retryMaxDelayMillis: number;
  fetch: TrackingClientOptions["fetch"];
  spoolDirectory: string | undefined;
  spoolFlushMillis: number;
  spoolFsync: boolean;
  maxSpoolBytes: number;
  shutdownSignals: NonNullable<TrackingClientOptions["shutdownSignals"]>;
  listeners: TrackingClientListeners;
};

const MIB = 1024 * 1024;
const DAY_MILLIS = 86_400_000;

function numberIn(value: unknown, fallback: number, [least, most]: [number, number]): number {
  return typeof value === "number" && value >= least ? Math.min(Math.trunc(value), most) : fallback;
}

function readBaseUrl(url: unknown): string | null {
  try {
    const { protocol, origin, pathname } = new URL(String(url));
    return protocol === "https:" || protocol === "http:" ? origin + pathname.replace(/\/+$/, "") : null;
  } catch {
    return null;
  }
}

function findProblem(baseUrl: string | null, key: unknown): string | null {
  if (baseUrl === null) return "the option `url` is not a URL";
  const isHeaderText = typeof key === "string" && /^[\x21-\x7E]+$/.test(key);
  return isHeaderText ? null : "the option `key` is missing or not a key";
}

/** Reads the options of a host, who may write JavaScript: nothing here throws. */
export function readOptions(given: TrackingClientOptions): ClientSettings {
  const options: Partial<TrackingClientOptions> = given ?? {};
  const baseUrl = readBaseUrl(options.url);
  const problem = findProblem(baseUrl, options.key);
  const { onDropped, onError, logger } = options;
  return {
    baseUrl: problem === null ? baseUrl : null,
    problem,
    key: options.key ?? "",
    source: options.source,
    environment: options.environment,
    maxQueueSize: numberIn(options.maxQueueSize, 10_000, [1, 10_000_000]),
    maxQueueBytes: numberIn(options.maxQueueBytes, 16 * MIB, [1024, 1024 * MIB]),
    maxExportBatchSize: numberIn(options.maxExportBatchSize, 512, [1, 1000]),
    scheduledDelayMillis: numberIn(options.scheduledDelayMillis, 5000, [0, DAY_MILLIS]),
    exportTimeoutMillis: numberIn(options.exportTimeoutMillis, 30_000, [1, DAY_MILLIS]),
    retryInitialDelayMillis: numberIn(options.retryInitialDelayMillis, 1000, [1, DAY_MILLIS]),
    retryMaxDelayMillis: numberIn(options.retryMaxDelayMillis, 60_000, [1, DAY_MILLIS]),
    fetch: options.fetch,
    spoolDirectory: options.spoolDirectory,
    spoolFlushMillis: numberIn(options.spoolFlushMillis, 1000, [0, DAY_MILLIS]),
    spoolFsync: options.spoolFsync === true,
    maxSpoolBytes: numberIn(options.maxSpoolBytes, 64 * MIB, [1024, 1024 * 1024 * MIB]),
    shutdownSignals: options.shutdownSignals ?? [],
    listeners: {
      ...(onDropped !== undefined && { onDropped }),
      ...(onError !== undefined && { onError }),
      ...(logger !== undefined && { logger }),
    },
  };
}
