import * as z from "zod";

import { WarningCode } from "./tracking.ts";
import { PageLimit } from "./usage-query.ts";

export const WarningsQuery = z.strictObject({ limit: PageLimit });
export type WarningsQuery = z.infer<typeof WarningsQuery>;

/** What came in and was odd, newest first. */
export const WarningList = z
  .object({
    data: z.array(
      z.object({
        kind: WarningCode,
        subject: z.string(),
        source: z.string(),
        count: z.int(),
        first_seen_at: z.string(),
        last_seen_at: z.string(),
        example_id: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "WarningList" });
export type WarningList = z.infer<typeof WarningList>;
