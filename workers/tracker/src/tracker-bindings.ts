import type { CommonBindings } from "@voygent/http";

/** What the tracker is bound to. */
export type TrackerBindings = CommonBindings & {
  /** Only in queue mode: keeps events until they are stored. */
  USAGE_QUEUE?: Queue<string>;
  /** Publishes the shipped prices when there is no price book yet, the stored ones when the book has an earlier format. */
  PRICING_SYNC: { ensurePriceBook(): Promise<void> };
};
