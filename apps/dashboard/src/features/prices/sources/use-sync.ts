import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import type { PriceFeedId, PriceSourceResult } from "../../../api/pricing-schema.ts";
import { syncSource } from "../../../api/sync-source.ts";

/** How far the sync of one list is. */
export type SyncStep =
  | { state: "waiting" }
  | { state: "reading" }
  | { state: "done"; result: PriceSourceResult }
  | { state: "refused"; reason: string };

/** Reads the lists one after the other, each by a request of its own, and tells how far that is. */
export function useSync() {
  const queryClient = useQueryClient();
  const [isRunning, setIsRunning] = useState(false);
  const [steps, setSteps] = useState<Partial<Record<PriceFeedId, SyncStep>>>({});
  const start = async (sources: PriceFeedId[]) => {
    setIsRunning(true);
    setSteps(Object.fromEntries(sources.map((source) => [source, { state: "waiting" }])));
    for (const source of sources) {
      setSteps((before) => ({ ...before, [source]: { state: "reading" } }));
      const step = await readSource(source);
      setSteps((before) => ({ ...before, [source]: step }));
    }
    setIsRunning(false);
    await queryClient.invalidateQueries();
  };
  return { isRunning, steps, start };
}

async function readSource(source: PriceFeedId): Promise<SyncStep> {
  try {
    const run = await syncSource(source);
    const result = run.sources.find((item) => item.source === source);
    return result === undefined ? { state: "refused", reason: "The list was not read." } : { state: "done", result };
  } catch (error) {
    return { state: "refused", reason: error instanceof Error ? error.message : String(error) };
  }
}
