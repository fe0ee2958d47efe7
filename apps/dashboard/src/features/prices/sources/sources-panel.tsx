import { useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";

import { priceSourcesOptions } from "../../../api/price-sources-options.ts";
import { useIsAdmin } from "../../../api/use-is-admin.ts";
import { useUsageFilters } from "../../../filters/use-usage-filters.ts";
import { Button } from "../../../ui/button.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { RowsSkeleton } from "../../../ui/rows-skeleton.tsx";
import { SourcesTable } from "./sources-table.tsx";
import { useSync } from "./use-sync.ts";

/** The published lists, and reading them now. */
export function SourcesPanel() {
  const isAdmin = useIsAdmin();
  const { range } = useUsageFilters();
  const sources = useQuery(priceSourcesOptions());
  const { isRunning, steps, start } = useSync();
  const all = sources.data?.data.map(({ source }) => source) ?? [];
  const doneCount = Object.values(steps).filter(({ state }) => state === "done" || state === "refused").length;
  return (
    <Panel
      flush
      title="Published lists"
      description="Asked in this order, after your own rates; read by themselves twice a day, and sooner after a failure"
      actions={
        isAdmin && (
          <Button look="primary" size="sm" disabled={isRunning || all.length === 0} onClick={() => void start(all)}>
            <RefreshCw className={isRunning ? "animate-spin" : undefined} aria-hidden />
            {isRunning ? `${doneCount} of ${all.length} read` : "Sync now"}
          </Button>
        )
      }
    >
      <div aria-live="polite">
        <QueryState query={sources} skeleton={<RowsSkeleton rows={4} rowClassName="h-14" />}>
          {({ data }) => <SourcesTable sources={data} steps={steps} tz={range.tz} isAdmin={isAdmin} />}
        </QueryState>
      </div>
    </Panel>
  );
}
