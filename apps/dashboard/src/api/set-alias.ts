import { pricingClient } from "./pricing-client.ts";
import { unwrap } from "./unwrap.ts";

/** Charges a name at a provider as another model. */
export const setAlias = (provider: string, alias: string, target: { provider: string; model: string }) =>
  unwrap(
    pricingClient.PUT("/pricing/aliases/{provider}/{alias}", { params: { path: { provider, alias } }, body: target }),
  );
