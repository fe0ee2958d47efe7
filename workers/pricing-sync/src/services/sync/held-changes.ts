import { type PriceQuarantineRow, type Db, selectSourceQuarantine } from "@voygent/db";
import { sha256Hex } from "@voygent/http";

import { rateOwnerKey } from "./diff-price-rates.ts";
import type { HeldRates } from "./quarantine-moves.ts";

type Named = { provider: string; model: string; serviceTier: string };

const heldKey = (named: Named, listed: string): string => JSON.stringify([rateOwnerKey(named), listed]);

const listedJson = ({ listed }: HeldRates): string => JSON.stringify(listed);

/** The last entry of what was listed. */
type LastHeld = Pick<PriceQuarantineRow, "id" | "status" | "listedSha256">;

/** What was held of one source before, and what was decided about it. */
export type KnownHeld = {
  /** By model, tier and what was listed. */
  byKey: Map<string, LastHeld>;
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
  const oldestFirst = rows.toSorted((a, b) => a.createdAtMs - b.createdAtMs);
  return { byKey: new Map(oldestFirst.map((row) => [heldKey(row, row.listed), row])), approvedAtMs };
}

/** What tells an entry apart: what is listed, and after an approval of the same the entry that it comes after. */
async function entryHash(listed: string, last: LastHeld | undefined): Promise<string> {
  if (last === undefined) return await sha256Hex(listed);
  return last.status === "approved" ? await sha256Hex(JSON.stringify([last.id, listed])) : last.listedSha256;
}

async function heldRow(
  rates: HeldRates,
  last: LastHeld | undefined,
  { runId, nowMs }: Run,
): Promise<PriceQuarantineRow> {
  const { source, provider, model, serviceTier, moves } = rates;
  const listed = listedJson(rates);
  return {
    id: crypto.randomUUID(),
    source,
    provider,
    model,
    serviceTier,
    listed,
    listedSha256: await entryHash(listed, last),
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
 * `pending` is how many wait in all. What an admin has rejected does not wait again; what was approved and has gone since waits
 * as an entry of its own.
 */
export async function heldChanges(
  held: HeldRates[],
  { byKey }: KnownHeld,
  run: Run,
): Promise<{ rows: PriceQuarantineRow[]; withdrawn: string[]; pending: number }> {
  const lastOf = (rates: HeldRates) => byKey.get(heldKey(rates, listedJson(rates)));
  const waiting = held.filter((rates) => lastOf(rates)?.status !== "rejected");
  const fresh = waiting.filter((rates) => lastOf(rates)?.status !== "pending");
  const keys = new Set(held.map((rates) => heldKey(rates, listedJson(rates))));
  const gone = [...byKey].filter(([key, { status }]) => status === "pending" && !keys.has(key));
  return {
    rows: await Promise.all(fresh.map(async (rates) => await heldRow(rates, lastOf(rates), run))),
    withdrawn: gone.map(([, { id }]) => id),
    pending: waiting.length,
  };
}
