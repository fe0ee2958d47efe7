import { and, asc, eq, type SQL, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { describedRateColumns } from "./select-price-rate.ts";
import { OPEN_MS, priceModels, priceRates } from "../schema/prices.ts";

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_DAY = 1_440;

function isActiveAt(atMs: number): SQL {
  const date = new Date(atMs);
  const minute = Math.floor(atMs / MS_PER_MINUTE) % MINUTES_PER_DAY;
  const weekday = 1 << ((date.getUTCDay() + 6) % 7);
  const { effectiveFromMs, effectiveToMs, weekdays, windowStartMinute, windowEndMinute } = priceRates;
  return sql`${effectiveFromMs} <= ${atMs} AND ${atMs} < ${effectiveToMs} AND (${weekdays} & ${weekday}) <> 0
    AND iif(${windowEndMinute} < ${windowStartMinute},
      ${minute} >= ${windowStartMinute} OR ${minute} < ${windowEndMinute},
      ${minute} >= ${windowStartMinute} AND ${minute} < ${windowEndMinute})`;
}

/**
 * The rate in force at an instant of every model, tier and source, one row each: of its dated rates the last active one, the
 * first when none is. `total` counts all of them, whatever the limit.
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
      ...describedRateColumns,
      rank: sql<number>`row_number() OVER (
        PARTITION BY ${priceRates.source}, ${priceRates.provider}, ${priceRates.model}, ${priceRates.serviceTier}
        ORDER BY ${active} DESC, iif(${active}, -${priceRates.effectiveFromMs}, ${priceRates.effectiveFromMs}),
          iif(${active}, -${priceRates.position}, ${priceRates.position}))`.as("rank"),
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
        eq(priceRates.supersededAtMs, OPEN_MS),
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
