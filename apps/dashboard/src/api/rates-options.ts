import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { pricingClient } from "./pricing-client.ts";
import type { RatesQuery } from "./pricing-schema.ts";
import { unwrap } from "./unwrap.ts";

/** One page of rates by provider and model, those of every list. */
export const ratesOptions = (query: RatesQuery) =>
  queryOptions({
    queryKey: ["prices", "rates", query],
    queryFn: ({ signal }) => unwrap(pricingClient.GET("/pricing/rates", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
