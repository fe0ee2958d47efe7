import { queryOptions } from "@tanstack/react-query";

import { pricingClient } from "./pricing-client.ts";
import { unwrap } from "./unwrap.ts";

/** One run with what each list changed. */
export const priceRunOptions = (id: string) =>
  queryOptions({
    queryKey: ["prices", "run", id],
    queryFn: ({ signal }) => unwrap(pricingClient.GET("/pricing/runs/{id}", { params: { path: { id } }, signal })),
  });
