import type { PriceQuarantineRow } from "@voygent/db";
import { sha256Hex } from "@voygent/http";

import type { HeldRates } from "./quarantine-moves.ts";

/** What was decided about rates that were held before, by model, tier and what was listed. */
export type KnownHeld = Map<string, string>;

type Named = { provider: string; model: string; serviceTier: string };

/** The key of held rates in `KnownHeld`; `listed` is their JSON. */
export const heldKey = ({ provider, model, serviceTier }: Named, listed: string): string =>
  JSON.stringify([provider, model, serviceTier, listed]);

/** Held rates as they are stored. */
export const listedJson = ({ listed }: HeldRates): string => JSON.stringify(listed);

/** The rows of rates that are held for the first time. */
export async function heldRows(
  held: HeldRates[],
  known: KnownHeld,
  { runId, nowMs }: { runId: string; nowMs: number },
): Promise<PriceQuarantineRow[]> {
  const fresh = held.filter((rates) => !known.has(heldKey(rates, listedJson(rates))));
  return await Promise.all(
    fresh.map(async (rates): Promise<PriceQuarantineRow> => {
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
    }),
  );
}
