import { queryOptions } from "@tanstack/react-query";

import { pricingClient } from "./pricing-client.ts";
import { unwrap } from "./unwrap.ts";

/** The models whose prices differ from list to list by more than one percent, the widest gap first. */
export const priceDisagreementsOptions = (limit: number) =>
  queryOptions({
    queryKey: ["prices", "disagreements", limit],
    queryFn: ({ signal }) =>
      unwrap(pricingClient.GET("/pricing/disagreements", { params: { query: { limit } }, signal })),
  });
