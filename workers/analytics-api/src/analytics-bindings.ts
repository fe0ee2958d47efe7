import type { QuarterHourRange } from "@voygent/db";
import type { AppEnv, CommonBindings } from "@voygent/http";
import type { Context } from "hono";

/** What the analytics Worker is bound to. */
export type AnalyticsBindings = CommonBindings & {
  /** Sums the finished days and weeks of a range; the tracker is the one writer of those tables. */
  TRACKER: { closePeriods(range: QuarterHourRange): Promise<void> };
};

export type AnalyticsContext = Context<AppEnv<AnalyticsBindings>>;
