import { queryOptions } from "@tanstack/react-query";

import { pricingClient } from "./pricing-client.ts";
import { unwrap } from "./unwrap.ts";

/** The published price lists in the order in which they are asked for a rate. */
export const priceSourcesOptions = () =>
  queryOptions({
    queryKey: ["prices", "sources"],
    queryFn: ({ signal }) => unwrap(pricingClient.GET("/pricing/sources", { signal })),
  });
