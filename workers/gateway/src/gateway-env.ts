import type { CommonBindings } from "@voygent/http";

/** A Worker behind the front door. */
export type OwningWorker = Pick<Fetcher, "fetch">;

/** A Worker with jobs that run on the front door's clock. */
export type ScheduledWorker = OwningWorker & { runScheduled(cron: string): Promise<void> };

export type GatewayBindings = CommonBindings & {
  ASSETS: Pick<Fetcher, "fetch">;
  TRACKER: ScheduledWorker;
  ANALYTICS_API: OwningWorker;
  PRICING_SYNC: ScheduledWorker;
  ARCHIVER: ScheduledWorker;
};
