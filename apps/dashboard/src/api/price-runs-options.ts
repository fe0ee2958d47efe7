import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { pricingClient } from "./pricing-client.ts";
import type { PriceFeedId } from "./pricing-schema.ts";
import { unwrap } from "./unwrap.ts";

/** The latest runs, newest first; those of one list when it is named. */
export const priceRunsOptions = (source: PriceFeedId | undefined) =>
  queryOptions({
    queryKey: ["prices", "runs", source],
    queryFn: ({ signal }) =>
      unwrap(pricingClient.GET("/pricing/runs", { params: { query: source === undefined ? {} : { source } }, signal })),
    placeholderData: keepPreviousData,
  });
