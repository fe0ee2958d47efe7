import { and, asc, eq, getTableColumns, isNull, type SQL, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceModels, priceRates } from "../schema/prices.ts";

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_DAY = 1_440;

function isActiveAt(atMs: number): SQL {
  const minute = Math.floor(atMs / MS_PER_MINUTE) % MINUTES_PER_DAY;
  const { effectiveFromMs, windowStartMinute, windowEndMinute } = priceRates;
  return sql`(${effectiveFromMs} IS NULL OR ${effectiveFromMs} <= ${atMs}) AND (${windowStartMinute} IS NULL
    OR iif(${windowEndMinute} < ${windowStartMinute},
      ${minute} >= ${windowStartMinute} OR ${minute} < ${windowEndMinute},
      ${minute} >= ${windowStartMinute} AND ${minute} < ${windowEndMinute}))`;
}

/**
 * The rate in force at an instant of every model, one row each: of its dated rates the last active one, the first when
 * none is. `total` counts all of them, whatever the limit. Walks `price_rates_source_provider_model_idx`.
 */
export function selectPriceRatesAt(
  db: Db,
  filter: {
    source?: string | undefined;
    provider?: string | undefined;
    model?: string | undefined;
    atMs: number;
    limit: number;
  },
) {
  const active = isActiveAt(filter.atMs);
  const ranked = db
    .select({
      ...getTableColumns(priceRates),
      name: priceModels.name,
      rank: sql<number>`row_number() OVER (
        PARTITION BY ${priceRates.source}, ${priceRates.provider}, ${priceRates.model}, ${priceRates.serviceTier}
        ORDER BY ${active} DESC, iif(${active}, -${priceRates.position}, ${priceRates.position}))`.as("rank"),
    })
    .from(priceRates)
    .innerJoin(
      priceModels,
      and(
        eq(priceModels.source, priceRates.source),
        eq(priceModels.provider, priceRates.provider),
        eq(priceModels.model, priceRates.model),
      ),
    )
    .where(
      and(
        isNull(priceRates.supersededAtMs),
        filter.source === undefined ? undefined : eq(priceRates.source, filter.source),
        filter.provider === undefined ? undefined : eq(priceRates.provider, filter.provider),
        filter.model === undefined ? undefined : eq(priceRates.model, filter.model),
      ),
    )
    .as("ranked");
  const { rank, ...columns } = ranked._.selectedFields;
  return db
    .select({ ...columns, total: sql<number>`count(*) OVER ()` })
    .from(ranked)
    .where(eq(rank, 1))
    .orderBy(asc(columns.source), asc(columns.provider), asc(columns.model))
    .limit(filter.limit);
}
