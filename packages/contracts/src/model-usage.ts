import * as z from "zod";

import { UsageTotals } from "./cost.ts";

/** The share of one model in a session or of a user. */
export const ModelUsage = z
  .object({ provider: z.string().nullable(), model: z.string().nullable(), ...UsageTotals.shape })
  .meta({ id: "ModelUsage" });
export type ModelUsage = z.infer<typeof ModelUsage>;
