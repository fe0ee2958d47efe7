import * as z from "zod";

/** Where a page stands in its list. */
export const Page = z
  .object({
    limit: z.int(),
    next_cursor: z.string().nullable().meta({ description: "Null on the last page" }),
    total: z.int().meta({ description: "All rows that match, on every page" }),
  })
  .meta({ id: "Page" });
export type Page = z.infer<typeof Page>;
