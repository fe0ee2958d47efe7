import { pricingClient } from "./pricing-client.ts";
import type { RepriceRequest } from "./pricing-schema.ts";
import { unwrap } from "./unwrap.ts";

/** Starts a re-pricing, or its rehearsal. */
export const startReprice = (body: RepriceRequest) => unwrap(pricingClient.POST("/pricing/reprice", { body }));
