import { and, asc, eq, gt, lt, lte, type SQL, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { OPEN_MS, priceModels, priceRates } from "../schema/prices.ts";
import { describedRateColumns } from "./select-price-rate.ts";

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_DAY = 1_440;

/** Where a rate stands in a list. */
export type PriceRatePosition = { provider: string; model: string; source: string; serviceTier: string };

/** Which rates to list; a window that passes midnight counts by the weekday on which it starts. */
export type PriceRatesFilter = {
  source?: string | undefined;
  provider?: string | undefined;
  model?: string | undefined;
  serviceTier?: string | undefined;
  /** Only these models, as `[provider, model]`. */
  models?: [string, string][] | undefined;
  atMs: number;
  /** What we believed then; what we believe now when absent. */
  knownAtMs?: number | undefined;
  after?: PriceRatePosition | undefined;
  /** What `limit` and `total` count. By models, a page holds all rates of each of its models. */
  countBy: "rate" | "model";
  limit: number;
};

function isActiveAt(atMs: number): SQL {
  const minute = Math.floor(atMs / MS_PER_MINUTE) % MINUTES_PER_DAY;
  const day = (new Date(atMs).getUTCDay() + 6) % 7;
  const [today, yesterday] = [1 << day, 1 << ((day + 6) % 7)];
  const { effectiveFromMs, effectiveToMs, weekdays, windowStartMinute, windowEndMinute } = priceRates;
  return sql`(${effectiveFromMs} <= ${atMs} AND ${atMs} < ${effectiveToMs} AND iif(${windowEndMinute} < ${windowStartMinute},
      (${minute} >= ${windowStartMinute} AND (${weekdays} & ${today}) <> 0)
        OR (${minute} < ${windowEndMinute} AND (${weekdays} & ${yesterday}) <> 0),
      ${minute} >= ${windowStartMinute} AND ${minute} < ${windowEndMinute} AND (${weekdays} & ${today}) <> 0))`;
}

function isBelieved(knownAtMs: number | undefined): SQL | undefined {
  if (knownAtMs === undefined) return eq(priceRates.supersededAtMs, OPEN_MS);
  return and(lte(priceRates.recordedAtMs, knownAtMs), gt(priceRates.supersededAtMs, knownAtMs));
}

function isAsked(filter: PriceRatesFilter): SQL | undefined {
  const { provider, model, source, serviceTier } = priceRates;
  return and(
    isBelieved(filter.knownAtMs),
    filter.source === undefined ? undefined : eq(source, filter.source),
    filter.provider === undefined ? undefined : eq(provider, filter.provider),
    filter.model === undefined ? undefined : eq(model, filter.model),
    filter.serviceTier === undefined ? undefined : eq(serviceTier, filter.serviceTier),
    filter.models === undefined
      ? undefined
      : sql`(${provider}, ${model}) IN (SELECT value->>0, value->>1 FROM json_each(${JSON.stringify(filter.models)}))`,
  );
}

/**
 * The rate in force at an instant of every model, source and tier, one row each by these: of its entries the last active one;
 * of genai-prices the first when none is, as that list means it. `total` counts all of them or their models, whatever the
 * limit, and `place` says where a row or its model stands among them. With a provider, or a list of models, it reads ranges
 * of the primary key; else all rates.
 */
export function selectPriceRatesAt(db: Db, filter: PriceRatesFilter) {
  const active = isActiveAt(filter.atMs);
  const { effectiveFromMs, position } = priceRates;
  const ranked = db
    .select({
      ...describedRateColumns,
      isInForce: sql<number>`(${active} OR ${priceRates.source} = 'genai-prices')`.as("is_in_force"),
      rank: sql<number>`row_number() OVER (
        PARTITION BY ${priceRates.provider}, ${priceRates.model}, ${priceRates.source}, ${priceRates.serviceTier}
        ORDER BY ${active} DESC, iif(${active}, -${effectiveFromMs}, ${effectiveFromMs}),
          iif(${active}, -${position}, ${position}))`.as("rank"),
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
    .where(isAsked(filter))
    .as("ranked");
  const { rank, isInForce, ...columns } = ranked._.selectedFields;
  const byModel = sql`${ranked.provider}, ${ranked.model}`;
  const placed = db
    .select({
      ...columns,
      place: (filter.countBy === "model"
        ? sql<number>`dense_rank() OVER (ORDER BY ${byModel})`
        : sql<number>`row_number() OVER (ORDER BY ${byModel}, ${ranked.source}, ${ranked.serviceTier})`
      ).as("place"),
    })
    .from(ranked)
    .where(and(eq(rank, 1), eq(isInForce, 1)))
    .as("placed");
  const { place, ...rate } = placed._.selectedFields;
  const counted = db
    .select({ ...rate, place, total: sql<number>`max(${place}) OVER ()`.as("total") })
    .from(placed)
    .as("counted");
  const { after } = filter;
  const rest = db
    .select({
      ...counted._.selectedFields,
      firstPlace: sql<number>`min(${counted.place}) OVER ()`.as("first_place"),
    })
    .from(counted)
    .where(
      after === undefined
        ? undefined
        : sql`(${counted.provider}, ${counted.model}, ${counted.source}, ${counted.serviceTier})
            > (${after.provider}, ${after.model}, ${after.source}, ${after.serviceTier})`,
    )
    .as("rest");
  const { firstPlace, ...shown } = rest._.selectedFields;
  const { provider, model, source, serviceTier } = rest;
  return db
    .select(shown)
    .from(rest)
    .where(lt(rest.place, sql`${firstPlace} + ${filter.limit}`))
    .orderBy(asc(provider), asc(model), asc(source), asc(serviceTier));
}
