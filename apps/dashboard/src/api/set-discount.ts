import { pricingClient } from "./pricing-client.ts";
import { unwrap } from "./unwrap.ts";

/** Takes a percentage (decimal text) off the AI costs at a provider, from an instant on or from now on. */
export const setDiscount = (provider: string, percent: string, effectiveFrom: string | undefined) =>
  unwrap(
    pricingClient.PUT("/pricing/discounts/{provider}", {
      params: { path: { provider } },
      body: { percent, ...(effectiveFrom !== undefined && { effective_from: effectiveFrom }) },
    }),
  );
