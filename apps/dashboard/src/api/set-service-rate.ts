import { pricingClient } from "./pricing-client.ts";
import { unwrap } from "./unwrap.ts";

/** Sets what a call of a service costs (US dollars, decimal text), from an instant on or from now on. */
export const setServiceRate = (service: string, perCall: string, effectiveFrom: string | undefined) =>
  unwrap(
    pricingClient.PUT("/pricing/services/{service}", {
      params: { path: { service } },
      body: { per_call: perCall, ...(effectiveFrom !== undefined && { effective_from: effectiveFrom }) },
    }),
  );
