import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";

import { filterValuesOptions } from "../../api/filter-values-options.ts";
import { MultiSelect } from "../../filters/multi-select.tsx";
import { RangeControls } from "../../filters/range-controls.tsx";
import { Button } from "../../ui/button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";
import { KindsPanel } from "./kinds-panel.tsx";
import { useWarningFilters } from "./use-warning-filters.ts";
import { isWarningKind, WARNING_KINDS, warningName } from "./warning-kinds.ts";
import { WarningsPanel } from "./warnings-panel.tsx";

/** Where what was refused, or came without a name of its own, is counted under. */
const INTAKES = ["api", "ndjson", "cloudevents", "otlp", "langfuse"];
const KINDS = Object.keys(WARNING_KINDS);

/** What came in odd: by kind with its days, then one by one; filtered by what stands in the URL. */
export function WarningsPage() {
  usePageTitle("Warnings");
  const { range, kinds, sources, change } = useWarningFilters();
  const { data: values } = useQuery(filterValuesOptions());
  const options = [...new Set([...(values?.sources ?? []), ...INTAKES])];
  return (
    <>
      <PageHeader title="Warnings">
        <RangeControls range={range} />
      </PageHeader>
      <div className="flex flex-col gap-4">
        <div role="group" aria-label="Filters" className="flex min-w-0 flex-wrap items-center gap-2">
          <MultiSelect
            name="Kind"
            options={KINDS}
            chosen={kinds}
            onChange={(chosen) => change({ kind: chosen?.filter(isWarningKind) })}
            nameOf={warningName}
          />
          <MultiSelect name="Source" options={options} chosen={sources} onChange={(source) => change({ source })} />
          {(kinds !== undefined || sources !== undefined) && (
            <Button look="ghost" onClick={() => change({ kind: undefined, source: undefined })}>
              <X aria-hidden /> Clear filters
            </Button>
          )}
        </div>
        <KindsPanel />
        <WarningsPanel />
      </div>
    </>
  );
}
