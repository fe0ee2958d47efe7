import * as z from "zod";

/** What somebody thought of an answer: a score, such as a thumb. Comments are never kept. */
export const Feedback = z
  .object({
    name: z.string().meta({ example: "user-feedback" }),
    value: z.number().nullable().meta({ description: "1 or 0 for a thumb" }),
    label: z.string().nullable().meta({ description: "The category or the tag that was chosen" }),
    observed_at: z.string(),
  })
  .meta({ id: "Feedback" });
export type Feedback = z.infer<typeof Feedback>;
