import { queryOptions } from "@tanstack/react-query";

import { pricingClient } from "./pricing-client.ts";
import { unwrap } from "./unwrap.ts";

/** The latest re-pricings and rehearsals, newest first. */
export const repriceRunsOptions = () =>
  queryOptions({
    queryKey: ["prices", "reprice-runs"],
    queryFn: ({ signal }) => unwrap(pricingClient.GET("/pricing/reprice", { signal })),
    refetchInterval: ({ state }) => (state.data?.data.some((run) => run.state === "running") ? 3000 : false),
  });
