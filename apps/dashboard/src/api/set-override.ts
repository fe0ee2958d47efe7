import { pricingClient } from "./pricing-client.ts";
import type { OverrideRequest } from "./pricing-schema.ts";
import { unwrap } from "./unwrap.ts";

/** Sets an own rate of a model; it counts before every list. */
export const setOverride = (provider: string, model: string, body: OverrideRequest) =>
  unwrap(pricingClient.PUT("/pricing/overrides/{provider}/{model}", { params: { path: { provider, model } }, body }));
