export type { UnitUsage } from "./ai-tokens-cost.ts";
export { type ExtractedUsage, extractUsage } from "./extract-usage.ts";
export { formatNanoUsd } from "./format-nano-usd.ts";
export type { MatchRule } from "./match-rule.ts";
export { type ClampedCount, normalizeTokens, type TokenSemantics } from "./normalize-tokens.ts";
export { parsePriceBook } from "./parse-price-book.ts";
export { parseUsdToNano } from "./parse-usd-to-nano.ts";
export {
  type BookRate,
  type DocumentExtractor,
  type DocumentModel,
  type DocumentPrice,
  type DocumentProvider,
  type DocumentRate,
  type MatchedBy,
  PRICE_BOOK_FORMAT,
  type PriceBook,
  type PriceBookDocument,
} from "./price-book.ts";
export {
  CALCULATION_VERSION,
  type PricedInteraction,
  priceInteraction,
  type PricingInput,
  type ResourceUsage,
} from "./price-interaction.ts";
export { type ResolvedRate, resolveRate } from "./resolve-rate.ts";
export { DEFAULT_RESOURCE_RATES, type ResourceRates } from "./resource-rates.ts";
export type { TokenKind, TokenUsage } from "./token-usage.ts";
