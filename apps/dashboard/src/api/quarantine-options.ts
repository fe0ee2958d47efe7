import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { pricingClient } from "./pricing-client.ts";
import type { QuarantineQuery } from "./pricing-schema.ts";
import { unwrap } from "./unwrap.ts";

/** Price changes that are held back, or were, newest first; `total` counts all of them. */
export const quarantineOptions = (query: QuarantineQuery) =>
  queryOptions({
    queryKey: ["prices", "quarantine", query],
    queryFn: ({ signal }) => unwrap(pricingClient.GET("/pricing/quarantine", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
