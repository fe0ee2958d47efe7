export type { UnitUsage } from "./ai-tokens-cost.ts";
export { bucketPrices } from "./bucket-price.ts";
export {
  type BookContent,
  type BookModelContent,
  type BookProviderContent,
  type BookResourceRates,
  type ExtractorContent,
  type ExtractorStep,
  OPEN_MS,
  type ProviderRules,
  type StoredRate,
} from "./book-content.ts";
export { PRICE_BOOK_FORMAT } from "./book-text.ts";
export {
  type CostCategory,
  type CostExplanation,
  type ExplainedLine,
  type ExplainedRate,
  explainCost,
} from "./explain-cost.ts";
export { BUCKETS } from "./exclusive-buckets.ts";
export { isFloatingName } from "./find-model.ts";
export { findListed, type ListedModelMatch } from "./find-listed.ts";
export { findProvider } from "./find-provider.ts";
export { formatNanoUsd } from "./format-nano-usd.ts";
export type { MatchRule } from "./match-rule.ts";
export { readMatchRule } from "./read-match-rule.ts";
export { readUrlPattern } from "./read-url-pattern.ts";
export { normalizeTokens, type TokenSemantics } from "./normalize-tokens.ts";
export { type ExtractedUsage, normalizeUsage } from "./normalize-usage.ts";
export { isOtherUnit, type OtherUnits } from "./other-units.ts";
export { parsePriceBook } from "./parse-price-book.ts";
export { parseUsdToNano } from "./parse-usd-to-nano.ts";
export type { BookProvider, BookRate, MatchedBy, PriceBook, UnpricedReason } from "./price-book.ts";
export { PRICE_FLAGS, type PriceFlag } from "./price-flag.ts";
export {
  CALCULATION_VERSION,
  type CostBasis,
  type PricedInteraction,
  type PricedStatus,
  type ResourceUsage,
} from "./price-interaction.ts";
export { type PriceableUsage, priceUsage, statedCostNanoUsd } from "./price-usage.ts";
export { type PricedCall, type ResolvedRate, resolveRate } from "./resolve-rate.ts";
export { DEFAULT_RESOURCE_RATES, type ResourceRates } from "./resource-rates.ts";
export { serializePriceBook } from "./serialize-price-book.ts";
export { readServiceTier, SERVICE_TIERS, type ServiceTier } from "./service-tier.ts";
export type { TokenUsage } from "./token-usage.ts";
export { picoUsdPerUnit, type RateStep, type UnitPrice, unitPriceOf, type UnitPrices } from "./unit-price.ts";
