import { RangeControls } from "../../filters/range-controls.tsx";
import { useUsageFilters } from "../../filters/use-usage-filters.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";
import { ConnectPanel } from "./connect-panel.tsx";
import { LibreChatPanel } from "./librechat-panel.tsx";
import { SourcesPanel } from "./sources-panel.tsx";

/** The programs that send events, and how to connect one more. */
export function SourcesPage() {
  usePageTitle("Sources");
  const { range } = useUsageFilters();
  return (
    <>
      <PageHeader title="Sources">
        <RangeControls range={range} />
      </PageHeader>
      <div className="flex flex-col gap-4">
        <SourcesPanel />
        <LibreChatPanel />
        <ConnectPanel />
      </div>
    </>
  );
}
