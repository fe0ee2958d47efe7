import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";

import { systemStatsOptions } from "../../api/system-stats-options.ts";
import { FilterBar } from "../../filters/filter-bar.tsx";
import { RangeControls } from "../../filters/range-controls.tsx";
import { useUsageFilters } from "../../filters/use-usage-filters.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";
import { FirstRunGate } from "../first-run/first-run-gate.tsx";
import { CategoryPanel } from "./category-panel.tsx";
import { CostOverTimePanel } from "./cost-over-time-panel.tsx";
import { ErrorsPanel } from "./errors-panel.tsx";
import { FiguresPanel } from "./figures-panel.tsx";
import { LabelsPanel } from "./labels-panel.tsx";
import { ModelsPanel } from "./models-panel.tsx";
import { TopUsersPanel } from "./top-users-panel.tsx";

/** What was used and what it cost in a range; before the first event, how to send one. */
export function OverviewPage() {
  usePageTitle("Overview");
  const { range, query } = useUsageFilters();
  const { data: system } = useQuery(systemStatsOptions());
  // The figures at the top are drawn first, then the panels below the fold.
  const isWhole = useDeferredValue(true, false);
  return (
    <FirstRunGate system={system}>
      <PageHeader title="Overview">
        <RangeControls range={range} />
      </PageHeader>
      <div className="flex flex-col gap-4">
        <FilterBar />
        <FiguresPanel />
        <CostOverTimePanel title="Cost over time" query={query} range={range} />
        {isWhole && (
          <div className="grid gap-4 lg:grid-cols-2">
            <TopUsersPanel query={query} />
            <ModelsPanel query={query} />
            <LabelsPanel query={query} />
            <CategoryPanel query={query} />
            <ErrorsPanel query={query} />
          </div>
        )}
      </div>
    </FirstRunGate>
  );
}
