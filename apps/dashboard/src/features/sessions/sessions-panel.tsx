import { useQuery } from "@tanstack/react-query";

import { sessionsOptions } from "../../api/sessions-options.ts";
import { useChangeSearch } from "../../filters/use-change-search.ts";
import { useListSearch } from "../../filters/use-list-search.ts";
import { useUsageFilters } from "../../filters/use-usage-filters.ts";
import { formatQuantity } from "../../format/counts.ts";
import { Empty } from "../../ui/empty.tsx";
import { Pager } from "../../ui/pager.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { RowsSkeleton } from "../../ui/rows-skeleton.tsx";
import { PartialCostLegend } from "./partial-cost-legend.tsx";
import { sessionsSort } from "./sessions-search.ts";
import { SessionsTable } from "./sessions-table.tsx";

const PAGE_LIMIT = 25;

/** One page of sessions with the way to the next one. */
export function SessionsPanel() {
  const { query, range } = useUsageFilters();
  const { sort: wantedSort, cursors } = useListSearch();
  const change = useChangeSearch();
  const sort = sessionsSort(wantedSort);
  const cursor = cursors.at(-1);
  const sessions = useQuery(
    sessionsOptions({ ...query, sort, limit: PAGE_LIMIT, ...(cursor !== undefined && { cursor }) }),
  );
  return (
    <Panel
      flush
      title="Sessions"
      description={
        sessions.data === undefined
          ? `Times in ${range.tz}`
          : `${formatQuantity(sessions.data.page.total, "session")} with activity in the range · times in ${range.tz}`
      }
    >
      <QueryState query={sessions} skeleton={<RowsSkeleton rows={12} rowClassName="h-11" />}>
        {({ data, page }) =>
          data.length === 0 ? (
            <Empty title="No sessions found">No session was active in this range with these filters.</Empty>
          ) : (
            <>
              <SessionsTable sessions={data} tz={range.tz} sort={sort} onSort={(next) => change({ sort: next })} />
              <PartialCostLegend sums={data} />
              <Pager page={page} shown={data.length} cursors={cursors} noun="session" />
            </>
          )
        }
      </QueryState>
    </Panel>
  );
}
