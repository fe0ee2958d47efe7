import { queryOptions } from "@tanstack/react-query";

import { pricingClient } from "./pricing-client.ts";
import { unwrap } from "./unwrap.ts";

/** One re-pricing; asked for again every two seconds while it runs. */
export const repriceRunOptions = (id: string) =>
  queryOptions({
    queryKey: ["prices", "reprice-run", id],
    queryFn: ({ signal }) => unwrap(pricingClient.GET("/pricing/reprice/{id}", { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.state === "running" ? 2000 : false),
  });
