import { waitForUpdate } from "@pydantic/genai-prices";

import type { PriceList } from "../price-list.ts";
import { readGenaiPrices } from "./genai-prices.ts";

/**
 * The price list that this version ships with: the data of the npm package, which it resolves to as long as nobody has
 * updated it, read by the same adapter as the published list.
 */
export async function shippedGenaiPrices(): Promise<PriceList> {
  return readGenaiPrices(await waitForUpdate());
}
