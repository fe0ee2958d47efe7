import { pricingClient } from "./pricing-client.ts";
import type { PriceFeedId } from "./pricing-schema.ts";
import { unwrap } from "./unwrap.ts";

/** Reads one price list and takes it over although it has lost many of its models; throws where it is refused all the same. */
export async function acceptShrunkenList(source: PriceFeedId): Promise<void> {
  const run = await unwrap(pricingClient.POST("/pricing/sync", { body: { sources: [source], accept_shrunken: true } }));
  const refused = run.sources.find(({ status }) => status === "failed" || status === "rejected");
  if (refused !== undefined) throw new Error(refused.reason ?? "The list could not be taken over.");
}
