import { expectDone } from "./expect-done.ts";
import { pricingClient } from "./pricing-client.ts";

/** Ends the own price of a service. */
export const endServiceRate = (service: string) =>
  expectDone(pricingClient.DELETE("/pricing/services/{service}", { params: { path: { service } } }));
