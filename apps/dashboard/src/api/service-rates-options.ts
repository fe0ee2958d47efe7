import { queryOptions } from "@tanstack/react-query";

import { pricingClient } from "./pricing-client.ts";
import { unwrap } from "./unwrap.ts";

/** What a call of each own service costs. */
export const serviceRatesOptions = () =>
  queryOptions({
    queryKey: ["prices", "services"],
    queryFn: ({ signal }) => unwrap(pricingClient.GET("/pricing/services", { signal })),
  });
