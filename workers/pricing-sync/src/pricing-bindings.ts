import type { CommonBindings } from "@voygent/http";

/** What the pricing-sync Worker is bound to. */
export type PricingBindings = CommonBindings & {
  /** `local` on a developer's machine, where a price list may be read from http://127.0.0.1. */
  ENVIRONMENT?: string;
  PRICING_SOURCE_GENAI_PRICES_URL: string;
};
