import { queryOptions } from "@tanstack/react-query";

import { pricingClient } from "./pricing-client.ts";
import { unwrap } from "./unwrap.ts";

/** The own rates. */
export const overridesOptions = () =>
  queryOptions({
    queryKey: ["prices", "overrides"],
    queryFn: ({ signal }) => unwrap(pricingClient.GET("/pricing/overrides", { signal })),
  });
