import { useQuery } from "@tanstack/react-query";

import { reconciliationOptions } from "../../api/reconciliation-options.ts";
import { FilterBar } from "../../filters/filter-bar.tsx";
import { RangeControls } from "../../filters/range-controls.tsx";
import { useUsageFilters } from "../../filters/use-usage-filters.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";
import { CausesPanel } from "./causes-panel.tsx";
import { ReconciledDaysPanel } from "./reconciled-days-panel.tsx";
import { ReconciledModelsPanel } from "./reconciled-models-panel.tsx";
import { TotalsPanel } from "./totals-panel.tsx";

/** What LibreChat charged beside what we say it cost, and why they differ. */
export function ReconciliationPage() {
  usePageTitle("Reconciliation");
  const { range, query } = useUsageFilters();
  const { data, isPending } = useQuery(reconciliationOptions(query));
  const hasFigures = isPending || (data !== undefined && data.totals.librechat_count > 0);
  return (
    <>
      <PageHeader title="Reconciliation">
        <RangeControls range={range} />
      </PageHeader>
      <div className="flex flex-col gap-4">
        <FilterBar />
        <TotalsPanel query={query} />
        {hasFigures && (
          <>
            <CausesPanel query={query} />
            <ReconciledModelsPanel query={query} />
            <ReconciledDaysPanel query={query} />
          </>
        )}
      </div>
    </>
  );
}
