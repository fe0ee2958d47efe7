import { queryOptions } from "@tanstack/react-query";

import { pricingClient } from "./pricing-client.ts";
import { unwrap } from "./unwrap.ts";

/** What is taken off the AI costs, by provider. */
export const discountsOptions = () =>
  queryOptions({
    queryKey: ["prices", "discounts"],
    queryFn: ({ signal }) => unwrap(pricingClient.GET("/pricing/discounts", { signal })),
  });
