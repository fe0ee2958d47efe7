import type { RepriceRpc } from "@voygent/contracts";
import type { AppEnv, CommonBindings } from "@voygent/http";
import type { Context } from "hono";

import type { PriceWork } from "./price-work.ts";

/** What the pricing-sync Worker is bound to. */
export type PricingBindings = CommonBindings & {
  /** `local` on a developer's machine, where a price list may be read from http://127.0.0.1. */
  ENVIRONMENT?: string;
  PRICING_SOURCE_GENAI_PRICES_URL: string;
  PRICING_SOURCE_LITELLM_URL: string;
  PRICING_SOURCE_OPENROUTER_URL: string;
  PRICING_SOURCE_LLM_PRICES_URL: string;
  /** The heavy work of this Worker, each call with a CPU budget of its own. */
  PRICE_WORK: PriceWork;
  /** The owner of the stored costs: it re-estimates them, and prices what had no price when prices change. */
  TRACKER: RepriceRpc;
};

/** What the work on prices needs: of the tracker it only tells. */
export type PriceWorkBindings = Omit<PricingBindings, "TRACKER"> & { TRACKER?: Pick<RepriceRpc, "pricesChanged"> };

/** The context of a request to this Worker. */
export type PricingContext = Context<AppEnv<PricingBindings>>;
