import { requestCount } from "./ai-tokens-cost.ts";
import { priceBuckets } from "./bucket-price.ts";
import { exactNanoUsd } from "./nano-usd.ts";
import { otherCharges } from "./other-units.ts";
import type { PriceFlag } from "./price-flag.ts";
import type { CostBasis } from "./price-interaction.ts";
import type { PriceableUsage } from "./price-usage.ts";
import type { ResourceRates } from "./resource-rates.ts";
import {
  dearestPrice,
  passedTier,
  picoUsdPerUnit,
  type RateStep,
  type UnitPrice,
  unitPriceOf,
  type UnitPrices,
} from "./unit-price.ts";

/** The stored rate that made a cost: its prices by unit; none at all means free of charge. */
export type ExplainedRate = { rates: Record<string, RateStep[]> };

const CATEGORIES = ["ai_tokens", "db_ops", "api_calls", "compute_time"] as const;

export type CostCategory = (typeof CATEGORIES)[number];

/** So many units times the price of one, in pico-dollars; `tier` is the context tier that the price is of. */
export type ExplainedLine = {
  category: CostCategory;
  bucket: string;
  count: number;
  unit: "token" | "search" | "request" | "row" | "call" | "ms" | "unit";
  picoUsd: number;
  tier: { above: number; inclusive: boolean } | null;
  amountPico: bigint;
  flag?: PriceFlag;
};

/**
 * A cost as a small calculation. The lines of a category, plus `discountPico` (not above zero) for `ai_tokens`, plus its
 * `roundingPico`, are exactly 1,000 times its `nano`. `nano.ai_tokens` is null where no rate says what the usage costs.
 */
export type CostExplanation = {
  lines: ExplainedLine[];
  discountPico: bigint;
  roundingPico: Record<CostCategory, bigint>;
  nano: Record<CostCategory, number | null>;
};

const PICO_PER_NANO = 1_000n;
const BASIS_POINTS = 10_000n;

function lineOf(
  { category, bucket, unit }: Pick<ExplainedLine, "category" | "bucket" | "unit">,
  count: number,
  price: UnitPrice,
  totalInput = 0,
): ExplainedLine {
  const passed = passedTier(price, totalInput);
  const picoUsd = picoUsdPerUnit(price, totalInput);
  const tier = passed === null ? null : { above: passed.above, inclusive: passed.inclusive };
  return { category, bucket, count, unit, picoUsd, tier, amountPico: BigInt(count) * BigInt(picoUsd) };
}

/** The lines of the model's tokens; null when the rate does not say what some of them cost. */
function tokenLines({ tokens }: PriceableUsage, prices: UnitPrices): ExplainedLine[] | null {
  const isFree = Object.keys(prices).length === 0;
  const lines: ExplainedLine[] = [];
  for (const bucket of priceBuckets(prices)) {
    const count = bucket.tokensOf(tokens);
    if (count === 0) continue;
    const price = isFree ? 0 : dearestPrice(bucket.prices, tokens.input);
    if (price === null) return null;
    const line = lineOf({ category: "ai_tokens", bucket: bucket.name, unit: "token" }, count, price, tokens.input);
    if (!isFree && bucket.isAtInputRate) line.flag = "cache_at_input_rate";
    lines.push(line);
  }
  return lines;
}

function feeLines({ tokens, units }: PriceableUsage, prices: UnitPrices): ExplainedLine[] {
  const fees = [
    { bucket: "web_searches", unit: "search", count: units.web_searches },
    { bucket: "requests", unit: "request", count: requestCount(units) },
  ] as const;
  const others = otherCharges(units.other, prices).map(({ unit, count, price }) =>
    lineOf({ category: "ai_tokens", bucket: unit, unit: "unit" }, count, price),
  );
  const counted = fees.flatMap(({ bucket, unit, count }) => {
    const price = prices[bucket];
    return price === undefined || count === 0
      ? []
      : [lineOf({ category: "ai_tokens", bucket, unit }, count, price, tokens.input)];
  });
  return [...counted, ...others];
}

function resourceLines({ resources }: PriceableUsage, rates: ResourceRates): ExplainedLine[] {
  return [
    lineOf({ category: "db_ops", bucket: "rows_read", unit: "row" }, resources.rowsRead, rates.rowReadPicoUsd),
    lineOf({ category: "db_ops", bucket: "rows_written", unit: "row" }, resources.rowsWritten, rates.rowWrittenPicoUsd),
    lineOf({ category: "api_calls", bucket: "api_calls", unit: "call" }, resources.apiCalls, rates.apiCallPicoUsd),
    lineOf({ category: "compute_time", bucket: "cpu_ms", unit: "ms" }, resources.cpuMs, rates.cpuMsPicoUsd),
  ].filter(({ count }) => count > 0);
}

/** Pico-dollars above, or below zero, what the whole nano-dollars are that they are rounded to, half up. */
function roundingOf(numerator: bigint, denominator: bigint): { nano: bigint; rounding: bigint; exactPico: bigint } {
  const perNano = denominator * PICO_PER_NANO;
  const nano = (numerator * 2n + perNano) / (perNano * 2n);
  const exactPico = numerator / denominator;
  return { nano, rounding: nano * PICO_PER_NANO - exactPico, exactPico };
}

function sumOf(lines: readonly ExplainedLine[], category: CostCategory): bigint {
  return lines.reduce((sum, line) => (line.category === category ? sum + line.amountPico : sum), 0n);
}

/**
 * Explains the cost of a stored interaction as the calculation that makes it. `rate` is the stored rate that priced it (null:
 * none did), `basis` what else played a part, `resourceRates` what resources cost then; where a service had a price of its own,
 * its `apiCallPicoUsd` is that price.
 * @throws RangeError when a cost is past 2^53 nano-dollars
 */
export function explainCost(
  usage: PriceableUsage,
  rate: ExplainedRate | null,
  basis: CostBasis | null,
  resourceRates: ResourceRates,
): CostExplanation {
  const prices = Object.fromEntries(
    Object.entries(rate?.rates ?? {}).map(([unit, steps]) => [unit, unitPriceOf(steps)]),
  );
  const tokens = rate === null ? null : tokenLines(usage, prices);
  const ai = tokens === null ? [] : [...tokens, ...feeLines(usage, prices)];
  const lines = [...ai, ...resourceLines(usage, resourceRates)];

  const keptBasisPoints = BASIS_POINTS - BigInt(basis?.discount?.[1] ?? 0);
  const explanation: CostExplanation = {
    lines,
    discountPico: 0n,
    roundingPico: { ai_tokens: 0n, db_ops: 0n, api_calls: 0n, compute_time: 0n },
    nano: { ai_tokens: null, db_ops: null, api_calls: null, compute_time: null },
  };
  for (const category of CATEGORIES) {
    const sum = sumOf(lines, category);
    const isModel = category === "ai_tokens";
    const kept = isModel ? keptBasisPoints : BASIS_POINTS;
    const { nano, rounding, exactPico } = roundingOf(sum * kept, BASIS_POINTS);
    if (isModel) explanation.discountPico = exactPico - sum;
    explanation.roundingPico[category] = rounding;
    explanation.nano[category] = isModel && tokens === null ? null : exactNanoUsd(nano);
  }
  return explanation;
}
