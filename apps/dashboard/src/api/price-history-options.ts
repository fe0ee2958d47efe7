import { queryOptions } from "@tanstack/react-query";

import { pricingClient } from "./pricing-client.ts";
import { unwrap } from "./unwrap.ts";

/** How every price of one model went over time, in every list. */
export const priceHistoryOptions = (provider: string, model: string) =>
  queryOptions({
    queryKey: ["prices", "history", provider, model],
    queryFn: ({ signal }) =>
      unwrap(pricingClient.GET("/pricing/history", { params: { query: { provider, model } }, signal })),
  });
