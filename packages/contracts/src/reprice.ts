import * as z from "zod";

import { Text, UsdAmount } from "./primitives.ts";
import type { ProblemCode } from "./problem.ts";
import { DateOrInstant, TimeZone } from "./usage-query.ts";

/** Computes stored costs anew, over a range of days or instants. Nothing is changed by a `dry_run`. */
export const RepriceRequest = z
  .strictObject({
    start_date: DateOrInstant,
    end_date: DateOrInstant.meta({ description: "A day is included whole, an instant is not" }),
    tz: TimeZone,
    models: z
      .array(z.union([Text, z.strictObject({ provider: Text, model: Text })]))
      .min(1)
      .max(100)
      .optional()
      .meta({ description: "Only these models, a text at any provider" }),
    dry_run: z.boolean().optional(),
    rehearsal_id: Text.optional().meta({ description: "The rehearsal that this applies; refused when it is outdated" }),
  })
  .meta({ id: "RepriceRequest" });
export type RepriceRequest = z.infer<typeof RepriceRequest>;

export const RepriceKind = z.enum(["rehearsal", "reprice", "late", "undo"]).meta({ id: "RepriceKind" });
export type RepriceKind = z.infer<typeof RepriceKind>;

export const RepriceState = z
  .enum(["running", "paused", "stopped", "done", "undone", "failed"])
  .meta({ id: "RepriceState" });
export type RepriceState = z.infer<typeof RepriceState>;

/**
 * A re-pricing. `status` says what is left to do: `more` while it runs or is paused, `done` when nothing is left, `failed` when
 * it ended before its end, `stale` for a rehearsal that newer prices have outdated. A cost of null stands for no figure at all.
 */
export const RepriceRun = z
  .object({
    run_id: z.string(),
    kind: RepriceKind,
    status: z.enum(["done", "more", "failed", "stale"]),
    state: RepriceState,
    reason: z.string().nullable(),
    start: z.string(),
    end: z.string().meta({ description: "The first instant that is not included" }),
    models: z.array(z.object({ provider: z.string().nullable(), model: z.string() })).nullable(),
    progress: z.number().min(0).max(1),
    interactions: z.int().meta({ description: "Interactions looked at" }),
    changed: z.int().meta({ description: "Interactions whose cost changes" }),
    skipped: z.int().meta({ description: "Interactions left alone, since a later re-pricing owns them" }),
    cost_before: UsdAmount,
    cost_after: UsdAmount,
    unpriced_before: z.int(),
    unpriced_after: z.int(),
    by_model: z.array(
      z.object({
        provider: z.string().nullable(),
        model: z.string().nullable(),
        interactions: z.int(),
        changed: z.int(),
        cost_before: UsdAmount,
        cost_after: UsdAmount,
        unpriced_before: z.int(),
        unpriced_after: z.int(),
      }),
    ),
    book_version: z.int(),
    undoes_run_id: z.string().nullable(),
    rehearsal_id: z.string().nullable(),
    actor: z.string(),
    created_at: z.string(),
    stepped_at: z.string(),
    finished_at: z.string().nullable(),
  })
  .meta({ id: "RepriceRun" });
export type RepriceRun = z.infer<typeof RepriceRun>;

export const RepriceRunList = z.object({ data: z.array(RepriceRun) }).meta({ id: "RepriceRunList" });
export type RepriceRunList = z.infer<typeof RepriceRunList>;

/** What the price API asks of the tracker: the range as instants, its end excluded; `models` null means all of them. */
export type RepriceOrder = {
  startMs: number;
  endMs: number;
  models: { provider: string | null; model: string }[] | null;
  isDryRun: boolean;
  rehearsalId: string | null;
};

export type RepriceControl = "pause" | "resume" | "stop" | "undo";

/** A run, or why it is refused: errors lose their class on the way between Workers. */
export type RepriceReply = { run: RepriceRun } | { refused: { code: ProblemCode; detail: string } };

/** Models without a price as the tracker counts them, most interactions first; `total` counts all of them. */
export type UnpricedCounts = {
  data: {
    provider: string;
    model: string;
    interactionCount: number;
    inputTokens: number;
    outputTokens: number;
    firstSeenAtMs: number;
    lastSeenAtMs: number;
  }[];
  total: number;
};

/** What the tracker does for the price API. `actor` is the id of the caller's key, or `admin-token`. */
export type RepriceRpc = {
  startReprice(order: RepriceOrder, actor: string): Promise<RepriceReply>;
  getReprice(id: string): Promise<RepriceReply>;
  listReprices(limit: number): Promise<RepriceRun[]>;
  controlReprice(id: string, control: RepriceControl, actor: string): Promise<RepriceReply>;
  listUnpriced(limit: number): Promise<UnpricedCounts>;
  /** Told after each publication of a price book: prices what had no price. */
  pricesChanged(version: number): Promise<void>;
};
