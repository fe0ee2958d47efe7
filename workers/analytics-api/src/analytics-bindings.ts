import type { LocalPeriod } from "@voygent/contracts";
import type { AppEnv, CommonBindings } from "@voygent/http";
import type { Context } from "hono";

/** What the analytics Worker is bound to. */
export type AnalyticsBindings = CommonBindings & {
  /** Sums finished periods of a time zone; the tracker is the one writer of those tables. */
  TRACKER: { closeLocalPeriods(tz: string, periods: LocalPeriod[]): Promise<void> };
};

export type AnalyticsContext = Context<AppEnv<AnalyticsBindings>>;
