import type { PriceFeedId, PriceSourceResult } from "@voygent/contracts";

/** One source of a run; a dry run (`isDryRun`) writes nothing. `actor` is who asked for it, null when the clock did. */
export type SyncSourceRequest = {
  source: PriceFeedId;
  runId: string;
  trigger: "cron" | "retry" | "manual";
  actor: string | null;
  isDryRun: boolean;
  /** Whether the list may have lost many of its models. */
  acceptsShrunken: boolean;
  /** The `provider/flavour` of usage extractors that may read otherwise what they read; with any, the list is read anew. */
  acceptedExtractors: string[];
  nowMs: number;
};

/** What is done with prices in invocations of their own, so that no list eats the CPU time of another. */
export type PriceWork = {
  /** Reads one price list and takes over what it changed. */
  syncSource(request: SyncSourceRequest): Promise<PriceSourceResult>;
  /** Publishes the price book of all that is stored; returns its version. */
  publishBook(nowMs: number): Promise<number>;
};
