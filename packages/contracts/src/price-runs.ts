import * as z from "zod";

import { PriceFeedId, UsdPerMillion } from "./prices.ts";

export const PriceSyncRequest = z
  .strictObject({
    sources: z.array(PriceFeedId).min(1).optional(),
    dry_run: z.boolean().optional(),
    accept_shrunken: z
      .boolean()
      .optional()
      .meta({
        description:
          "Take the named `sources` over although they have lost more than 30 % of their models, because they were too large " +
          "before; whatever is gone keeps its last price",
      }),
    accept_extractors: z
      .array(z.string().regex(/^.{1,256}\/[a-z][\w-]{0,63}$/))
      .min(1)
      .max(100)
      .optional()
      .meta({
        description:
          "Read the named `sources` anew and take over how they read the raw usage of these API flavours, as " +
          "`provider/flavour`, which a run has told under `extractor_kept`; what reads no input or output is never taken over",
      }),
  })
  .refine(({ sources, accept_shrunken }) => accept_shrunken !== true || sources !== undefined, {
    path: ["accept_shrunken"],
    error: "needs `sources`: say which list may have shrunk",
  })
  .refine(({ sources, accept_extractors }) => accept_extractors === undefined || sources !== undefined, {
    path: ["accept_extractors"],
    error: "needs `sources`: say which list reads these API flavours",
  })
  .meta({ id: "PriceSyncRequest" });
export type PriceSyncRequest = z.infer<typeof PriceSyncRequest>;

/** What one list brought. `vanished` models keep their price, `skipped` entries could not be taken over. */
export const PriceSourceResult = z
  .object({
    source: PriceFeedId,
    status: z.enum(["updated", "unchanged", "rejected", "failed"]),
    models: z.int(),
    added: z.int(),
    changed: z.int(),
    quarantined: z.int(),
    vanished: z.int().optional(),
    skipped: z.int().optional(),
    reason: z.string().optional(),
    is_shrunken: z.boolean().optional().meta({
      description: "The list was refused for having lost too many models; `accept_shrunken` takes it over all the same",
    }),
  })
  .meta({ id: "PriceSourceResult" });
export type PriceSourceResult = z.infer<typeof PriceSourceResult>;

/** `partial`: some lists failed or were rejected; `failed`: all of them. */
export const PriceSyncRun = z
  .object({ run_id: z.string(), status: z.enum(["ok", "partial", "failed"]), sources: z.array(PriceSourceResult) })
  .meta({ id: "PriceSyncRun" });
export type PriceSyncRun = z.infer<typeof PriceSyncRun>;

/** A run as it is listed. */
export const PriceRun = z
  .object({
    run_id: z.string(),
    status: z.enum(["running", "ok", "partial", "failed"]),
    trigger: z
      .enum(["cron", "retry", "manual", "first-use"])
      .meta({ description: "`retry`: the clock asked lists again that had failed" }),
    started_at: z.string(),
    finished_at: z.string().nullable(),
    sources: z.array(PriceSourceResult),
  })
  .meta({ id: "PriceRun" });
export type PriceRun = z.infer<typeof PriceRun>;

export const PriceRunList = z.object({ data: z.array(PriceRun) }).meta({ id: "PriceRunList" });
export type PriceRunList = z.infer<typeof PriceRunList>;

/** A model as `provider` and `model`. */
const ModelName = z.object({ provider: z.string(), model: z.string() });

/** What a list changed: prices before and after (null: there was or is none), models that came and went, what was skipped. */
export const PriceRunChanges = z
  .object({
    changes: z.array(
      z.object({
        ...ModelName.shape,
        service_tier: z.string(),
        unit: z.string(),
        above_input_tokens: z.int().nullable(),
        before: UsdPerMillion.nullable(),
        after: UsdPerMillion.nullable(),
      }),
    ),
    added: z.array(ModelName),
    vanished: z.array(ModelName),
    skipped_by_reason: z.array(z.object({ reason: z.string(), count: z.int(), examples: z.array(z.string()) })),
    unknown_keys: z.array(z.object({ key: z.string(), example: z.string() })),
  })
  .meta({ id: "PriceRunChanges" });
export type PriceRunChanges = z.infer<typeof PriceRunChanges>;

/** A run with what each list changed. */
export const PriceRunDetail = z
  .object({
    ...PriceRun.shape,
    sources: z.array(z.object({ ...PriceSourceResult.shape, ...PriceRunChanges.shape })),
  })
  .meta({ id: "PriceRunDetail" });
export type PriceRunDetail = z.infer<typeof PriceRunDetail>;

/** The lists in the order in which they are asked for a rate, with what was last seen there. */
export const PriceSourceList = z
  .object({
    data: z.array(
      z.object({
        source: PriceFeedId,
        role: z.enum(["rates", "cross-check"]),
        precedence: z.int(),
        url: z.string(),
        status: z.enum(["never_read", "ok", "rejected", "failed"]),
        models: z.int(),
        fetched_at: z.string().nullable(),
        last_run: z
          .object({ ...PriceSourceResult.shape, run_id: z.string(), started_at: z.string() })
          .nullable()
          .meta({
            description: "The last run in which the list had changed, could not be taken over, or answered well again",
          }),
      }),
    ),
  })
  .meta({ id: "PriceSourceList" });
export type PriceSourceList = z.infer<typeof PriceSourceList>;

/** How one price of a held model would move; `factor` is the larger through the smaller. */
const HeldMove = z.object({
  unit: z.string(),
  above_input_tokens: z.int().nullable(),
  from: UsdPerMillion,
  to: UsdPerMillion,
  factor: z.number(),
});

/**
 * A change that is too large to be taken over without an admin: the old prices stay in force until it is approved. It is
 * `withdrawn` when its list has taken it back before anybody decided.
 */
export const QuarantinedChange = z
  .object({
    id: z.string(),
    source: PriceFeedId,
    provider: z.string(),
    model: z.string(),
    service_tier: z.string(),
    moves: z.array(HeldMove),
    status: z.enum(["pending", "approved", "rejected", "withdrawn"]),
    created_at: z.string(),
    decided_at: z.string().nullable(),
    decided_by: z.string().nullable(),
  })
  .meta({ id: "QuarantinedChange" });
export type QuarantinedChange = z.infer<typeof QuarantinedChange>;

export const QuarantineList = z
  .object({ data: z.array(QuarantinedChange), total: z.int() })
  .meta({ id: "QuarantineList" });
export type QuarantineList = z.infer<typeof QuarantineList>;
