import { pricingClient } from "./pricing-client.ts";
import type { PriceFeedId } from "./pricing-schema.ts";
import { unwrap } from "./unwrap.ts";

/** Reads one price list and takes over what changed; throws a `ProblemError` while another run is under way. */
export const syncSource = (source: PriceFeedId) =>
  unwrap(pricingClient.POST("/pricing/sync", { body: { sources: [source] } }));
