import type { CommonBindings } from "@voygent/http";

/** What the tracker is bound to. */
export type TrackerBindings = CommonBindings & {
  /** Publishes the shipped prices when there is no price book yet. */
  PRICING_SYNC: { ensurePriceBook(): Promise<void> };
};
