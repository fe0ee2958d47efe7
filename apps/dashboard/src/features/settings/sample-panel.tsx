import { useQuery } from "@tanstack/react-query";

import { callerOptions } from "../../api/caller-options.ts";
import { systemStatsOptions } from "../../api/system-stats-options.ts";
import { formatQuantity } from "../../format/counts.ts";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { RemoveSampleDialog } from "./remove-sample-dialog.tsx";

/** Whether sample data is there, and its removal. */
export function SamplePanel() {
  const system = useQuery(systemStatsOptions());
  const { data: caller } = useQuery(callerOptions());
  const mayRemove = caller?.scopes.includes("admin") === true;
  return (
    <Panel title="Sample data" description="A made-up year of usage to look around in">
      <QueryState query={system} skeleton={<Skeleton className="h-8 w-64" />}>
        {({ sample }) =>
          sample.interaction_count === 0 ? (
            <p className="text-sm text-muted">
              There is no sample data. Start with{" "}
              <code className="font-mono text-xs whitespace-nowrap">npm start -- --demo</code> to load some.
            </p>
          ) : (
            <div className="flex flex-wrap items-center justify-between gap-3">
              <p className="text-sm text-muted">
                {formatQuantity(sample.interaction_count, "sample interaction")} are counted in every figure.
                {!mayRemove && " An administrator can remove them."}
              </p>
              {mayRemove && <RemoveSampleDialog sampleCount={sample.interaction_count} />}
            </div>
          )
        }
      </QueryState>
    </Panel>
  );
}
