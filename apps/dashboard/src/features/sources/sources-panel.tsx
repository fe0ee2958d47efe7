import { useQuery } from "@tanstack/react-query";

import { sourcesOptions } from "../../api/sources-options.ts";
import { useListSearch } from "../../filters/use-list-search.ts";
import { useUsageFilters } from "../../filters/use-usage-filters.ts";
import { formatQuantity } from "../../format/counts.ts";
import { Empty } from "../../ui/empty.tsx";
import { Pager } from "../../ui/pager.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { RowsSkeleton } from "../../ui/rows-skeleton.tsx";
import { PartialCostLegend } from "../sessions/partial-cost-legend.tsx";
import { SourcesTable } from "./sources-table.tsx";

const PAGE_LIMIT = 25;

/** One page of the programs that send events. */
export function SourcesPanel() {
  const { range } = useUsageFilters();
  const { cursors } = useListSearch();
  const cursor = cursors.at(-1);
  const sources = useQuery(
    sourcesOptions({
      start_date: range.startDay,
      end_date: range.endDay,
      tz: range.tz,
      limit: PAGE_LIMIT,
      ...(cursor !== undefined && { cursor }),
    }),
  );
  return (
    <Panel
      flush
      title="Sources"
      description={
        sources.data === undefined
          ? `Times in ${range.tz}`
          : `${formatQuantity(sources.data.page.total, "program")} · interactions, shares and cost of the range · times in ${range.tz}`
      }
    >
      <QueryState query={sources} skeleton={<RowsSkeleton rows={5} rowClassName="h-11" />}>
        {({ data, hours, page }) =>
          data.length === 0 ? (
            <Empty title="No source yet">Nothing has sent an event. Connect a program below.</Empty>
          ) : (
            <>
              <SourcesTable sources={data} hours={hours} tz={range.tz} />
              <PartialCostLegend sums={data.map(({ range: sum }) => sum)} />
              <Pager page={page} shown={data.length} cursors={cursors} noun="source" />
            </>
          )
        }
      </QueryState>
    </Panel>
  );
}
