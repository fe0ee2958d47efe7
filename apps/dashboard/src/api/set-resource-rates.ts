import { pricingClient } from "./pricing-client.ts";
import type { ResourceRatesRequest } from "./pricing-schema.ts";
import { unwrap } from "./unwrap.ts";

/** Sets what database rows, calls and CPU time cost from now on. */
export const setResourceRates = (body: ResourceRatesRequest) =>
  unwrap(pricingClient.PUT("/pricing/resource-rates", { body }));
