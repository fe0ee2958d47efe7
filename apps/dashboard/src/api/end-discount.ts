import { expectDone } from "./expect-done.ts";
import { pricingClient } from "./pricing-client.ts";

/** Ends the discount at a provider. */
export const endDiscount = (provider: string) =>
  expectDone(pricingClient.DELETE("/pricing/discounts/{provider}", { params: { path: { provider } } }));
