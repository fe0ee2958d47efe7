import {
  type CostExplanation,
  decimalText,
  describeRate,
  type InteractionQuery,
  MatchedBy,
  PriceFlag,
  readCostStatus,
  usdPerMillion,
} from "@voygent/contracts";
import { DEFAULT_RESOURCE_RATES, explainCost, formatNanoUsd, readServiceTier, type ResourceRates } from "@voygent/cost";
import {
  createDb,
  type Db,
  type EstimatedRow,
  selectInteractionCosts,
  selectPriceRate,
  selectPriceResourceRatesOf,
  selectPriceServiceRateOf,
  selectSupersededEstimates,
  type SupersededEstimateRow,
  usageOfRow,
} from "@voygent/db";
import * as z from "zod";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { oneOfSources } from "./one-of-sources.ts";
import { readRows } from "./read-rows.ts";
import { toInstant } from "./session-of-row.ts";

const StoredBasis = z.object({
  flags: z.array(PriceFlag).exactOptional(),
  tier: z.string().exactOptional(),
  discount: z.tuple([z.string(), z.int()]).exactOptional(),
  resources: z.string().exactOptional(),
  service: z.string().exactOptional(),
});
type Basis = z.infer<typeof StoredBasis>;

const StoredRates = z.record(
  z.string(),
  z.array(z.object({ min_input_tokens: z.int(), inclusive: z.boolean(), rate_pico_usd: z.int() })),
);

const StoredMatch = MatchedBy.nullable();

const PICO_PER_USD = 1_000_000_000_000n;
const PICO_PER_NANO = 1_000n;
const PERCENT_PLACES = 2;
const OWN_RATES = "override";

/** Pico-dollars as US dollars with fifteen places. */
function exactUsd(pico: bigint): string {
  const digits = pico < 0n ? -pico : pico;
  const fraction = (digits % PICO_PER_USD).toString().padStart(12, "0");
  return `${pico < 0n ? "-" : ""}${digits / PICO_PER_USD}.${fraction}000`;
}

const othersOf = (row: EstimatedRow) => row.dbOpsCostNanoUsd + row.apiCallsCostNanoUsd + row.computeTimeCostNanoUsd;

function costOf(row: EstimatedRow, basis: Basis | null): CostExplanation["cost"] {
  const ai = row.aiTokensCostNanoUsd;
  return {
    ai_tokens: ai === null ? null : formatNanoUsd(ai),
    db_ops: formatNanoUsd(row.dbOpsCostNanoUsd),
    api_calls: formatNanoUsd(row.apiCallsCostNanoUsd),
    compute_time: formatNanoUsd(row.computeTimeCostNanoUsd),
    total: formatNanoUsd((ai ?? 0) + othersOf(row)),
    currency: "USD",
    ...readCostStatus(row.costStatus),
    source: row.priceSource,
    rate_id: row.rateId,
    matched_by: StoredMatch.parse(row.matchedBy),
    calculation_version: row.calculationVersion,
    service_tier: readServiceTier(row.serviceTier) ?? "standard",
    flags: basis?.flags ?? [],
  };
}

function estimateOf(row: SupersededEstimateRow): CostExplanation["estimates"][number] {
  const ai = row.ai_tokens_cost_nano_usd;
  const others = row.db_ops_cost_nano_usd + row.api_calls_cost_nano_usd + row.compute_time_cost_nano_usd;
  return {
    ai_tokens: ai === null ? null : formatNanoUsd(ai),
    total: formatNanoUsd((ai ?? 0) + others),
    ...readCostStatus(row.cost_status),
    source: row.price_source,
    rate_id: row.rate_id,
    matched_by: StoredMatch.parse(row.matched_by),
    calculation_version: row.calculation_version,
    made_by_run_id: row.made_by_run_id,
    superseded_by_run_id: row.superseded_by_run_id,
    superseded_at: toInstant(row.superseded_at_ms),
  };
}

/** What resources cost when the cost was made; where the service had a price of its own, that is what a call cost. */
async function chargesOf(db: Db, basis: Basis | null): Promise<ResourceRates> {
  const [own] = basis?.resources === undefined ? [] : await selectPriceResourceRatesOf(db, basis.resources);
  const [service] = basis?.service === undefined ? [] : await selectPriceServiceRateOf(db, basis.service);
  const free = { rowReadPicoUsd: 0, rowWrittenPicoUsd: 0, apiCallPicoUsd: 0, cpuMsPicoUsd: 0 };
  const rates = own === undefined ? DEFAULT_RESOURCE_RATES : own.freeTier === 1 ? free : own;
  const { rowReadPicoUsd, rowWrittenPicoUsd, cpuMsPicoUsd } = rates;
  return {
    rowReadPicoUsd,
    rowWrittenPicoUsd,
    apiCallPicoUsd: service?.picoUsdPerCall ?? rates.apiCallPicoUsd,
    cpuMsPicoUsd,
  };
}

type StoredRate = Awaited<ReturnType<typeof selectPriceRate>>[number];

/** Whether somebody says since when a rate holds; a list that does not leaves its past at the price that it had when first read. */
const isDated = ({ source, effectiveFromMs }: StoredRate) => source === OWN_RATES || effectiveFromMs !== 0;

function calculate(row: EstimatedRow, rate: StoredRate | undefined, basis: Basis | null, charges: ResourceRates) {
  const priced = rate === undefined ? null : { rates: StoredRates.parse(JSON.parse(rate.rates)) };
  return explainCost(usageOfRow(row), priced, basis, charges);
}

/** The AI cost by the client's word; 0 where it is none. */
const statedNanoUsd = (row: EstimatedRow) => (row.costStatus === "reported" ? (row.aiTokensCostNanoUsd ?? 0) : 0);

/** Whether the calculation makes what was not stated of the stored cost; without a rate there is no AI cost, or none is known. */
function makesStored(row: EstimatedRow, { nano }: ReturnType<typeof explainCost>): boolean {
  return (
    (nano.ai_tokens ?? 0) + statedNanoUsd(row) === (row.aiTokensCostNanoUsd ?? 0) &&
    nano.db_ops === row.dbOpsCostNanoUsd &&
    nano.api_calls === row.apiCallsCostNanoUsd &&
    nano.compute_time === row.computeTimeCostNanoUsd
  );
}

function describeCalculation(row: EstimatedRow, { lines, discountPico, roundingPico }: ReturnType<typeof explainCost>) {
  const rounding = Object.values(roundingPico).reduce((sum, pico) => sum + pico, 0n);
  return {
    lines: lines.map(({ category, bucket, count, unit, picoUsd, tier, amountPico, flag }) => ({
      category,
      bucket,
      count,
      unit,
      rate_usd_per_million: usdPerMillion(picoUsd),
      tier: tier === null ? null : { above_input_tokens: tier.above, inclusive: tier.inclusive },
      flag: flag ?? null,
      amount_usd: exactUsd(amountPico),
    })),
    discount_usd: exactUsd(discountPico),
    stated_usd: exactUsd(BigInt(statedNanoUsd(row)) * PICO_PER_NANO),
    rounding_usd: exactUsd(rounding),
    reproducible: row.costStatus !== "reported",
  };
}

/** A cost that was made otherwise stands for itself. */
function describeUnexplained(row: EstimatedRow) {
  const total = BigInt((row.aiTokensCostNanoUsd ?? 0) + othersOf(row)) * PICO_PER_NANO;
  const nothing = exactUsd(0n);
  return { lines: [], discount_usd: nothing, stated_usd: exactUsd(total), rounding_usd: nothing, reproducible: false };
}

/**
 * The calculation behind the cost of one interaction, archived or not, to the nano-dollar.
 * @throws AppError `not_found`; `invalid_input` when several sources have sent the id and none is named
 */
export async function explainInteractionCost(
  c: AnalyticsContext,
  { id, source }: InteractionQuery,
): Promise<CostExplanation> {
  const row = oneOfSources(await readRows<EstimatedRow>(c, selectInteractionCosts(c.env.DB, id, source)));
  const db = createDb(c.env.DB);
  const basis = row.costBasis === null ? null : StoredBasis.parse(JSON.parse(row.costBasis));
  const [rate] = row.rateId === null ? [] : await selectPriceRate(db, row.rateId);
  const calculation = calculate(row, rate, basis, await chargesOf(db, basis));
  const estimates = await readRows<SupersededEstimateRow>(c, selectSupersededEstimates(c.env.DB, row));
  const { discount } = basis ?? {};
  return {
    interaction_id: row.id,
    interaction_source: row.source,
    cost: costOf(row, basis),
    matched_by: StoredMatch.parse(row.matchedBy),
    flags: basis?.flags ?? [],
    rate: rate === undefined ? null : describeRate(rate),
    price_is_dated: rate === undefined ? null : isDated(rate),
    discount: discount === undefined ? null : { id: discount[0], percent: decimalText(discount[1], PERCENT_PLACES) },
    ...(makesStored(row, calculation) ? describeCalculation(row, calculation) : describeUnexplained(row)),
    estimates: estimates.map(estimateOf),
  };
}
