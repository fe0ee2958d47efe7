import { FilterBar } from "../../filters/filter-bar.tsx";
import { RangeControls } from "../../filters/range-controls.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";
import { InteractionsPanel } from "./interactions-panel.tsx";
import { InteractionFilters } from "./interaction-filters.tsx";
import { useInteractionFilters } from "./use-interaction-filters.ts";

/** The interactions of a range, filtered and paged by what stands in the URL; the overview and the reconciliation lead here. */
export function InteractionsPage() {
  usePageTitle("Interactions");
  const { range } = useInteractionFilters();
  return (
    <>
      <PageHeader title="Interactions">
        <RangeControls range={range} />
      </PageHeader>
      <div className="flex flex-col gap-4">
        <FilterBar>
          <InteractionFilters />
        </FilterBar>
        <InteractionsPanel />
      </div>
    </>
  );
}
