import { FilterBar } from "../../filters/filter-bar.tsx";
import { RangeControls } from "../../filters/range-controls.tsx";
import { useUsageFilters } from "../../filters/use-usage-filters.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";
import { SessionsPanel } from "./sessions-panel.tsx";

/** The sessions of a range, filtered, sorted and paged by what stands in the URL. */
export function SessionsPage() {
  usePageTitle("Sessions");
  const { range } = useUsageFilters();
  return (
    <>
      <PageHeader title="Sessions">
        <RangeControls range={range} />
      </PageHeader>
      <div className="flex flex-col gap-4">
        <FilterBar />
        <SessionsPanel />
      </div>
    </>
  );
}
