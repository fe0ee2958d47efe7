import { type PriceQuarantineRow, type Db, selectSourceQuarantine } from "@voygent/db";
import { sha256Hex } from "@voygent/http";

import { rateOwnerKey } from "./diff-price-rates.ts";
import type { HeldRates } from "./quarantine-moves.ts";

type Named = { provider: string; model: string; serviceTier: string };

const heldKey = (named: Named, listed: string): string => JSON.stringify([rateOwnerKey(named), listed]);

const listedJson = ({ listed }: HeldRates): string => JSON.stringify(listed);

/** What was held of one source before, and what was decided about it. */
export type KnownHeld = {
  /** By model, tier and what was listed. */
  byKey: Map<string, { id: string; status: string }>;
  /** When an admin last approved rates, by `rateOwnerKey`. */
  approvedAtMs: Map<string, number>;
};

/** Reads what was held of a source. */
export async function readKnownHeld(db: Db, source: string): Promise<KnownHeld> {
  const rows = await selectSourceQuarantine(db, source);
  const approvedAtMs = new Map<string, number>();
  for (const row of rows) {
    const key = rateOwnerKey(row);
    const atMs = row.status === "approved" ? (row.decidedAtMs ?? 0) : 0;
    approvedAtMs.set(key, Math.max(approvedAtMs.get(key) ?? 0, atMs));
  }
  return { byKey: new Map(rows.map((row) => [heldKey(row, row.listed), row])), approvedAtMs };
}

async function heldRow(rates: HeldRates, { runId, nowMs }: Run): Promise<PriceQuarantineRow> {
  const { source, provider, model, serviceTier, moves } = rates;
  const listed = listedJson(rates);
  return {
    id: crypto.randomUUID(),
    source,
    provider,
    model,
    serviceTier,
    listed,
    listedSha256: await sha256Hex(listed),
    moves: JSON.stringify(moves),
    status: "pending",
    createdAtMs: nowMs,
    decidedAtMs: null,
    decidedBy: null,
    runId,
  };
}

type Run = { runId: string; nowMs: number };

/**
 * What a list changes of what is held: `rows` wait from now on, `withdrawn` is what waited and is not listed any more, and
 * `pending` is how many wait in all. What an admin has rejected does not wait again.
 */
export async function heldChanges(
  held: HeldRates[],
  { byKey }: KnownHeld,
  run: Run,
): Promise<{ rows: PriceQuarantineRow[]; withdrawn: string[]; pending: number }> {
  const statusOf = (rates: HeldRates) => byKey.get(heldKey(rates, listedJson(rates)))?.status;
  const waiting = held.filter((rates) => statusOf(rates) !== "rejected");
  const fresh = waiting.filter((rates) => statusOf(rates) !== "pending");
  const keys = new Set(held.map((rates) => heldKey(rates, listedJson(rates))));
  const gone = [...byKey].filter(([key, { status }]) => status === "pending" && !keys.has(key));
  return {
    rows: await Promise.all(fresh.map(async (rates) => await heldRow(rates, run))),
    withdrawn: gone.map(([, { id }]) => id),
    pending: waiting.length,
  };
}
