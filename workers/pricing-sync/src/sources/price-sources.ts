import type { PriceFeedId } from "@voygent/contracts";

import type { PriceSource } from "../price-list.ts";
import type { PriceWorkBindings } from "../pricing-bindings.ts";
import { genaiPrices } from "./genai-prices.ts";
import { litellm } from "./litellm.ts";
import { llmPrices } from "./llm-prices.ts";
import { openrouter } from "./openrouter.ts";

/** The price lists that can be synced, the default list first, since the others are compared with it. */
export const PRICE_SOURCES: readonly PriceSource[] = [genaiPrices, openrouter, litellm, llmPrices];

/** Where a price list is read; empty when an operator has switched it off. */
export function priceSourceUrl(env: PriceWorkBindings, id: PriceFeedId): string {
  const urls = {
    "genai-prices": env.PRICING_SOURCE_GENAI_PRICES_URL,
    litellm: env.PRICING_SOURCE_LITELLM_URL,
    openrouter: env.PRICING_SOURCE_OPENROUTER_URL,
    "llm-prices": env.PRICING_SOURCE_LLM_PRICES_URL,
  };
  return urls[id];
}
