import { expectDone } from "./expect-done.ts";
import { pricingClient } from "./pricing-client.ts";

/** Ends the own rates of a model now: from then on the lists count again. */
export const endOverride = (provider: string, model: string) =>
  expectDone(pricingClient.DELETE("/pricing/overrides/{provider}/{model}", { params: { path: { provider, model } } }));
