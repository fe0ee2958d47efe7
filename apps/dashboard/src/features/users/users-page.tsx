import { FilterBar } from "../../filters/filter-bar.tsx";
import { RangeControls } from "../../filters/range-controls.tsx";
import { useUsageFilters } from "../../filters/use-usage-filters.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";
import { UsersPanel } from "./users-panel.tsx";

/** The users who were active in a range, with their lifetime figures beside. */
export function UsersPage() {
  usePageTitle("Users");
  const { range } = useUsageFilters();
  return (
    <>
      <PageHeader title="Users">
        <RangeControls range={range} />
      </PageHeader>
      <div className="flex flex-col gap-4">
        <FilterBar />
        <UsersPanel />
      </div>
    </>
  );
}
