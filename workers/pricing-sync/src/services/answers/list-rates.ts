import { describeRate, type RateList } from "@voygent/contracts";
import { type PriceBook, resolveRate } from "@voygent/cost";
import { type Db, type DescribedRateRow, selectPriceRatesAt } from "@voygent/db";

import { findModelNames } from "./find-model-names.ts";
import { decodeRateCursor, encodeRateCursor } from "./rate-cursor.ts";
import { readPriceBook } from "../book/read-price-book.ts";

type Wanted = {
  provider?: string | undefined;
  model?: string | undefined;
  /** A part of `provider/model`. */
  q?: string | undefined;
  source?: string | undefined;
  service_tier?: string | undefined;
  at?: string | undefined;
  known_at?: string | undefined;
  /** What `limit` and `total` count. */
  per: "rate" | "model";
  limit: number;
  cursor?: string | undefined;
};

function isInUse(book: PriceBook, row: DescribedRateRow, atMs: number): boolean {
  const { provider, model, serviceTier } = row;
  const resolved = resolveRate(book, { provider, model, serviceTier, atMs });
  return resolved.status === "priced" && resolved.rate.id === row.id;
}

/**
 * The rates in force at an instant, as we know them now or knew them then, by provider, model, source and tier. A page of
 * models holds all rates of each.
 */
export async function listRates(db: Db, wanted: Wanted, nowMs: number): Promise<RateList> {
  const { at, known_at: knownAt, q, cursor, limit, per, service_tier: serviceTier, provider, model, source } = wanted;
  const atMs = at === undefined ? nowMs : Date.parse(at);
  const knownAtMs = knownAt === undefined ? undefined : Date.parse(knownAt);
  const book = await readPriceBook(db, nowMs);
  const rows = await selectPriceRatesAt(db, {
    provider,
    model,
    source,
    serviceTier,
    models: q === undefined ? undefined : findModelNames(book, q),
    atMs,
    knownAtMs,
    after: cursor === undefined ? undefined : decodeRateCursor(cursor),
    countBy: per,
    limit: limit + 1,
  });
  const end = (rows[0]?.place ?? 0) + limit;
  const page = rows.filter(({ place }) => place < end);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return {
    data: page.map((row) => ({
      ...describeRate(row),
      in_use: knownAtMs === undefined ? isInUse(book, row, atMs) : null,
    })),
    at: new Date(atMs).toISOString(),
    known_at: knownAtMs === undefined ? null : new Date(knownAtMs).toISOString(),
    total: rows[0]?.total ?? 0,
    next_cursor: last === undefined ? null : encodeRateCursor(last),
  };
}
