import { queryOptions } from "@tanstack/react-query";

import { pricingClient } from "./pricing-client.ts";
import { unwrap } from "./unwrap.ts";

/** Which models own names stand for. */
export const aliasesOptions = () =>
  queryOptions({
    queryKey: ["prices", "aliases"],
    queryFn: ({ signal }) => unwrap(pricingClient.GET("/pricing/aliases", { signal })),
  });
