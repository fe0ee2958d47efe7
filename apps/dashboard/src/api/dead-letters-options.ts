import { queryOptions } from "@tanstack/react-query";

import type { components } from "./tracking.gen.ts";
import { trackingClient } from "./tracking-client.ts";
import { unwrap } from "./unwrap.ts";

export type DeadLetter = components["schemas"]["DeadLetter"];

const MOST_SHOWN = 50;

/** The oldest events that were queued and could not be stored, and how many there are in all. */
export const deadLettersOptions = () =>
  queryOptions({
    queryKey: ["dead-letters"],
    queryFn: ({ signal }) =>
      unwrap(trackingClient.GET("/track/dead-letters", { params: { query: { limit: MOST_SHOWN } }, signal })),
    refetchInterval: 60_000,
  });
