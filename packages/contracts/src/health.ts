import * as z from "zod";

const Check = z.enum(["ok", "failed"]);

/** The health of one Worker. */
export const WorkerHealth = z
  .object({ status: Check, worker: z.string(), version: z.string(), checks: z.object({ database: Check }) })
  .meta({ id: "WorkerHealth" });
export type WorkerHealth = z.infer<typeof WorkerHealth>;

/** The health of the whole installation, as the front door sees it. */
export const Health = z
  .object({
    status: Check,
    version: z.string(),
    checks: z.object({ tracker: Check, analytics_api: Check, pricing_sync: Check, archiver: Check, database: Check }),
  })
  .meta({ id: "Health" });
export type Health = z.infer<typeof Health>;
