import { PriceFeedId, QuarantinedChange, type QuarantineList, ServiceTier, usdPerMillion } from "@voygent/contracts";
import {
  countPriceQuarantine,
  createDb,
  type Db,
  decidePriceQuarantine,
  insertQuarantineAuditEntry,
  type PriceQuarantineRow,
  selectCurrentModelRates,
  selectPriceQuarantine,
  selectPriceQuarantineById,
} from "@voygent/db";
import { actorOf, AppError, auditEntry } from "@voygent/http";
import * as z from "zod";

import type { PricingContext } from "../../pricing-bindings.ts";
import { StoredFlags, StoredRates } from "../../stored-json.ts";
import { changePrices } from "../own-prices/change-prices.ts";
import { mergeSchedule } from "../sync/merge-schedule.ts";
import { listedGroups, storedGroups } from "../sync/price-groups.ts";
import { replacementRates, replaceRates } from "../own-prices/replacement-rates.ts";

const StoredMoves = z.array(
  z.object({
    unit: z.string(),
    above_input_tokens: z.int().nullable(),
    from_pico: z.int(),
    to_pico: z.int(),
    factor: z.number(),
  }),
);

const StoredListed = z.array(
  z.object({
    serviceTier: ServiceTier,
    effectiveFromMs: z.int(),
    effectiveToMs: z.int(),
    window: z.tuple([z.int(), z.int(), z.int()]).nullable(),
    isFree: z.boolean(),
    flags: StoredFlags,
    rates: StoredRates,
  }),
);

const { status: Status } = QuarantinedChange.shape;
type Status = z.infer<typeof Status>;

function describe(row: PriceQuarantineRow): QuarantinedChange {
  return {
    id: row.id,
    source: PriceFeedId.parse(row.source),
    provider: row.provider,
    model: row.model,
    service_tier: row.serviceTier,
    moves: StoredMoves.parse(JSON.parse(row.moves)).map(({ unit, above_input_tokens, from_pico, to_pico, factor }) => ({
      unit,
      above_input_tokens,
      from: usdPerMillion(from_pico),
      to: usdPerMillion(to_pico),
      factor,
    })),
    status: Status.parse(row.status),
    created_at: new Date(row.createdAtMs).toISOString(),
    decided_at: row.decidedAtMs === null ? null : new Date(row.decidedAtMs).toISOString(),
    decided_by: row.decidedBy,
  };
}

/** Changes that are held, or were, newest first. */
export async function listQuarantine(db: Db, status: Status, limit: number): Promise<QuarantineList> {
  const [rows, [counted]] = await db.batch([
    selectPriceQuarantine(db, status, limit),
    countPriceQuarantine(db, status),
  ]);
  return { data: rows.map(describe), total: counted?.count ?? 0 };
}

/** Throws `not_found` for an unknown id, `already_decided` when it is not pending any more. */
async function readPending(db: Db, id: string): Promise<PriceQuarantineRow> {
  const [row] = await selectPriceQuarantineById(db, id);
  if (row === undefined) throw new AppError("not_found", "there is no held change with this id");
  if (row.status !== "pending") throw new AppError("already_decided", `this change was ${row.status} before`);
  return row;
}

const subjectOf = ({ source, provider, model }: PriceQuarantineRow) => `${source}: ${provider}/${model}`;

/** What the audit log tells of a decision. */
const detailOf = (row: PriceQuarantineRow) => ({
  id: row.id,
  service_tier: row.serviceTier,
  moves: describe(row).moves,
});

/**
 * Takes over a held change from the time on when it was seen.
 * @throws AppError `not_found`, `already_decided`
 */
export async function approveQuarantined(c: PricingContext, id: string): Promise<QuarantinedChange> {
  await changePrices(c, async (db, nowMs) => {
    const held = await readPending(db, id);
    const { provider, model, serviceTier, createdAtMs } = held;
    const owner = { source: PriceFeedId.parse(held.source), provider, model, serviceTier };
    const rows = (await selectCurrentModelRates(db, owner)).filter((row) => row.serviceTier === serviceTier);
    const listed = listedGroups(StoredListed.parse(JSON.parse(held.listed)));
    const wanted = mergeSchedule(storedGroups(rows), listed, createdAtMs);
    const decision = { id, status: "approved", decidedAtMs: nowMs, decidedBy: actorOf(c.get("caller")) } as const;
    return {
      statements: [
        decidePriceQuarantine(db, decision),
        ...replaceRates(db, await replacementRates(rows, wanted, { ...owner, nowMs }), nowMs),
      ],
      told: { action: "price.quarantine_approved", subject: subjectOf(held), detail: detailOf(held) },
      answer: undefined,
    };
  });
  return await readDecided(createDb(c.env.DB), id);
}

/**
 * Leaves the prices as they are; the same change is not held again.
 * @throws AppError `not_found`, `already_decided`
 */
export async function rejectQuarantined(c: PricingContext, id: string): Promise<QuarantinedChange> {
  const db = createDb(c.env.DB);
  const held = await readPending(db, id);
  const caller = c.get("caller");
  const told = { action: "price.quarantine_rejected", subject: subjectOf(held), detail: detailOf(held) } as const;
  const decision = { id, status: "rejected", decidedAtMs: Date.now(), decidedBy: actorOf(caller) } as const;
  const [, decided] = await db.batch([
    insertQuarantineAuditEntry(db, id, auditEntry(caller, told)),
    decidePriceQuarantine(db, decision),
  ]);
  if (decided.meta.changes === 0) throw new AppError("already_decided", "this change was decided before");
  return await readDecided(db, id);
}

async function readDecided(db: Db, id: string): Promise<QuarantinedChange> {
  const [row] = await selectPriceQuarantineById(db, id);
  if (row === undefined) throw new AppError("not_found", "there is no held change with this id");
  return describe(row);
}
