import { expectDone } from "./expect-done.ts";
import { pricingClient } from "./pricing-client.ts";

/** Forgets what a name stands for. */
export const endAlias = (provider: string, alias: string) =>
  expectDone(pricingClient.DELETE("/pricing/aliases/{provider}/{alias}", { params: { path: { provider, alias } } }));
