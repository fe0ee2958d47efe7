import { queryOptions } from "@tanstack/react-query";

import { pricingClient } from "./pricing-client.ts";
import { unwrap } from "./unwrap.ts";

/** What database rows, calls and CPU time cost. */
export const resourceRatesOptions = () =>
  queryOptions({
    queryKey: ["prices", "resource-rates"],
    queryFn: ({ signal }) => unwrap(pricingClient.GET("/pricing/resource-rates", { signal })),
  });
