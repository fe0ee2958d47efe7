import type { ResolvedRate } from "@voygent/contracts";
import { parsePriceBook, resolveRate } from "@voygent/cost";
import { type Db, selectPriceBook, selectPriceRate } from "@voygent/db";

import { describeRate } from "./describe-rate.ts";

/** The rate that an interaction with this provider and model would get at an instant. */
export async function resolvePrice(
  db: Db,
  call: { provider: string | null; model: string; atMs: number },
): Promise<ResolvedRate> {
  const [book] = await selectPriceBook(db);
  if (book === undefined) return { status: "unpriced", reason: "unknown_model" };
  const resolved = resolveRate(parsePriceBook(book.document), call);
  if (resolved.status === "unpriced") return { status: "unpriced", reason: "unknown_model" };
  const [row] = await selectPriceRate(db, resolved.rate.id);
  if (row === undefined) return { status: "unpriced", reason: "unknown_model" };
  return {
    status: "priced",
    matched_by: resolved.matchedBy,
    provider: row.provider,
    service_tier: "standard",
    flags: [],
    rate: describeRate(row),
  };
}
