import * as z from "zod";

import { Day } from "./primitives.ts";

export const ArchiveRequest = z
  .strictObject({ older_than: Day.optional(), dry_run: z.boolean().optional() })
  .meta({ id: "ArchiveRequest" });
export type ArchiveRequest = z.infer<typeof ArchiveRequest>;

const ArchivedCounts = z
  .object({ sessions: z.int(), interactions: z.int(), cost_estimates: z.int() })
  .meta({ id: "ArchivedCounts" });

/** What one call moved; `remaining` counts the interactions still to move, `more` asks for another call. */
export const ArchiveRun = z
  .object({
    run_id: z.string().nullable(),
    older_than: z.string(),
    moved: ArchivedCounts,
    remaining: z.int(),
    status: z.enum(["done", "more"]),
  })
  .meta({ id: "ArchiveRun" });
export type ArchiveRun = z.infer<typeof ArchiveRun>;

export const ArchiveStatus = z
  .object({
    archived: ArchivedCounts,
    remaining: z.int(),
    older_than: z.string(),
    last_run: z
      .object({
        run_id: z.string(),
        trigger: z.enum(["cron", "manual"]),
        started_at: z.string(),
        finished_at: z.string().nullable(),
        status: z.enum(["running", "done", "more", "failed"]),
        moved: ArchivedCounts,
      })
      .nullable(),
  })
  .meta({ id: "ArchiveStatus" });
export type ArchiveStatus = z.infer<typeof ArchiveStatus>;
