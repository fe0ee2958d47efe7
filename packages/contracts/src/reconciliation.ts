import * as z from "zod";

import { Day, UsdAmount } from "./primitives.ts";
import { LabelFilterQuery, UsageFilterQuery } from "./usage-query.ts";

/** The range and the filters. */
export const ReconciliationQuery = UsageFilterQuery.extend(LabelFilterQuery.shape);
export type ReconciliationQuery = z.infer<typeof ReconciliationQuery>;

/** Why our cost and LibreChat's figure differ. A call counts under the first that is true of it. */
export const DifferenceCause = z
  .enum([
    "not_charged",
    "missing_rate",
    "agent_model",
    "default_rate",
    "cache_overlap_corrected",
    "cache_overlap_suspect",
    "cancel_surcharge",
    "equal",
    "other_price",
  ])
  .meta({
    id: "DifferenceCause",
    description: [
      "A call counts under the first that is true of it, whatever it is summed with.",
      "`not_charged`: LibreChat has told no figure, as for answers that were stopped.",
      "`missing_rate`: no price is known here, so our cost is unknown.",
      "`agent_model`: LibreChat charged by the id of an agent instead of its model.",
      "`default_rate`: LibreChat knows no price of the model and charged its default, $6 per million tokens.",
      "`cache_overlap_corrected`: LibreChat counted cached tokens twice; ours are corrected.",
      "`cache_overlap_suspect`: LibreChat may have counted cached tokens twice; ours are the same counts, so both may be too high.",
      "`cancel_surcharge`: LibreChat charged 1.15 times the answer that was stopped.",
      "`equal`: both are the same but for rounding, three nano-dollars per call at most.",
      "`other_price`: LibreChat charged by another price than ours.",
    ].join(" "),
  });
export type DifferenceCause = z.infer<typeof DifferenceCause>;

/** Calls with both costs. Calls of unknown cost here are in LibreChat's figure, but not in our cost. */
const ReconciledSums = z.object({
  interaction_count: z.int(),
  librechat_count: z.int().meta({ description: "Calls of which LibreChat has told its own figure" }),
  unpriced_count: z.int().meta({ description: "Calls of unknown cost here: `our_cost` is without them" }),
  our_cost: UsdAmount.meta({ description: "What the tokens cost by our prices" }),
  librechat_cost: UsdAmount.meta({ description: "What LibreChat has charged" }),
  difference: UsdAmount.meta({ description: "Our cost less LibreChat's" }),
});
export type ReconciledSums = z.infer<typeof ReconciledSums>;

/** The part of the calls that counts under one cause. */
export const CauseSums = z.object({ cause: DifferenceCause, ...ReconciledSums.shape }).meta({ id: "CauseSums" });
export type CauseSums = z.infer<typeof CauseSums>;

/** Sums, and their parts by cause, which add up to them. */
const Reconciled = z.object({
  ...ReconciledSums.shape,
  causes: z.array(CauseSums).meta({ description: "Those that occur, in the order in which they are decided" }),
});

export const ReconciledModel = z
  .object({ provider: z.string().nullable(), model: z.string().nullable(), ...Reconciled.shape })
  .meta({ id: "ReconciledModel" });
export type ReconciledModel = z.infer<typeof ReconciledModel>;

export const ReconciledDay = z.object({ date: Day, ...Reconciled.shape }).meta({ id: "ReconciledDay" });
export type ReconciledDay = z.infer<typeof ReconciledDay>;

/** LibreChat's own figure beside our cost, by model and by day. */
export const Reconciliation = z
  .object({
    totals: z.object(Reconciled.shape).meta({ id: "ReconciledTotals" }),
    models: z.array(ReconciledModel).meta({ description: "The largest difference in either direction first" }),
    days: z.array(ReconciledDay).meta({ description: "The days with calls, oldest first" }),
    sources: z
      .array(z.string())
      .meta({ description: "Those of which LibreChat has told a figure: it is about their calls" }),
    tz: z.string(),
    start: z.string().meta({ description: "The first instant of the range" }),
    end: z.string().meta({ description: "The instant at which the range ends, exclusive" }),
  })
  .meta({ id: "Reconciliation" });
export type Reconciliation = z.infer<typeof Reconciliation>;
