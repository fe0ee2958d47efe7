import * as z from "zod";

import { UsageTotals } from "./cost.ts";

/** The whole installation over its whole life, archive included. */
export const SystemStats = z
  .object({
    session_count: z.int(),
    user_count: z.int(),
    ...UsageTotals.shape,
    first_seen_at: z.string().nullable(),
    last_seen_at: z.string().nullable(),
    archived: z.object({ session_count: z.int(), interaction_count: z.int() }),
    sample: z.object({ interaction_count: z.int() }),
    price_book_published_at: z.string().nullable(),
  })
  .meta({ id: "SystemStats" });
export type SystemStats = z.infer<typeof SystemStats>;

/** The values that the filters can take, most used first. */
export const FilterValues = z
  .object({
    models: z.array(z.string()),
    providers: z.array(z.string()),
    users: z.array(z.string()),
    sources: z.array(z.string()),
    environments: z.array(z.string()),
    agents: z
      .array(z.object({ id: z.string(), name: z.string().nullable() }))
      .meta({ description: "Agents by `agent_id`, or by name where they have none, with their latest name" }),
    endpoints: z.array(z.string()),
    tools: z.array(z.string()),
  })
  .meta({ id: "FilterValues" });
export type FilterValues = z.infer<typeof FilterValues>;
