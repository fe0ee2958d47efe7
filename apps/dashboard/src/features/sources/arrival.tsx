import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, Radio } from "lucide-react";
import { useEffect, useState } from "react";

import { sourcesOptions } from "../../api/sources-options.ts";
import type { Source } from "../../api/schema.ts";
import { Money } from "../../ui/money.tsx";
import { findArrival } from "./find-arrival.ts";

const POLL_MS = 3000;
/** The latest sources: whoever has just sent something is among them. */
const MOST_SOURCES = 500;

/** Waits for the first event of a program and says so once it is there. What was there when it began does not count. */
export function Arrival({ source }: { source: string }) {
  const queryClient = useQueryClient();
  const [before, setBefore] = useState<Source[] | null>(null);
  const [arrived, setArrived] = useState<Source | null>(null);
  const { data } = useQuery({
    ...sourcesOptions({ limit: MOST_SOURCES }),
    staleTime: 0,
    refetchInterval: arrived === null ? POLL_MS : false,
  });
  const found = before === null || data === undefined ? null : findArrival(before, data.data, source);
  if (before === null && data !== undefined) setBefore(data.data);
  if (arrived === null && found !== null) setArrived(found);
  const hasArrived = arrived !== null;
  useEffect(() => {
    if (hasArrived) void queryClient.invalidateQueries();
  }, [hasArrived, queryClient]);
  return (
    <p
      role="status"
      className="flex items-center gap-2.5 rounded-lg border border-dashed border-line-strong p-3.5 text-sm text-muted"
    >
      {arrived === null ? (
        <>
          <span className="relative flex size-5 shrink-0 items-center justify-center text-accent">
            <span className="absolute size-4 animate-ping rounded-full bg-accent/20" />
            <Radio className="size-4" aria-hidden />
          </span>
          Waiting for the first event. This page notices by itself.
        </>
      ) : (
        <>
          <Check className="size-5 shrink-0 text-good" aria-hidden />
          <span className="min-w-0 break-words">
            It has arrived: <span className="font-medium text-ink">{arrived.source}</span>, for{" "}
            <Money amount={arrived.range.cost.total} /> in the last 30 days.
          </span>
        </>
      )}
    </p>
  );
}
