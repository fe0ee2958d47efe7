import { queryOptions } from "@tanstack/react-query";

import { pricingClient } from "./pricing-client.ts";
import { unwrap } from "./unwrap.ts";

/** Models that came in without a price, most interactions first; `total` counts all of them. */
export const unpricedModelsOptions = (limit: number) =>
  queryOptions({
    queryKey: ["prices", "unpriced", limit],
    queryFn: ({ signal }) => unwrap(pricingClient.GET("/pricing/unpriced", { params: { query: { limit } }, signal })),
  });
