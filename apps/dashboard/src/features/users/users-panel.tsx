import { useQuery } from "@tanstack/react-query";

import { usersOptions } from "../../api/users-options.ts";
import { useChangeSearch } from "../../filters/use-change-search.ts";
import { useListSearch } from "../../filters/use-list-search.ts";
import { useUsageFilters } from "../../filters/use-usage-filters.ts";
import { formatQuantity } from "../../format/counts.ts";
import { Empty } from "../../ui/empty.tsx";
import { Pager } from "../../ui/pager.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { RowsSkeleton } from "../../ui/rows-skeleton.tsx";
import { PartialCostLegend } from "../sessions/partial-cost-legend.tsx";
import { usersSort } from "./users-sort.ts";
import { UsersTable } from "./users-table.tsx";

const PAGE_LIMIT = 25;

/** One page of users with the way to the next one. */
export function UsersPanel() {
  const { query, range } = useUsageFilters();
  const { sort: wantedSort, cursors } = useListSearch();
  const change = useChangeSearch();
  const sort = usersSort(wantedSort);
  const cursor = cursors.at(-1);
  const users = useQuery(usersOptions({ ...query, sort, limit: PAGE_LIMIT, ...(cursor !== undefined && { cursor }) }));
  return (
    <Panel
      flush
      title="Users"
      description={
        users.data === undefined
          ? `Times in ${range.tz}`
          : `${formatQuantity(users.data.page.total, "user")} active in the range · times in ${range.tz}`
      }
    >
      <QueryState query={users} skeleton={<RowsSkeleton rows={12} rowClassName="h-11" />}>
        {({ data, page }) =>
          data.length === 0 ? (
            <Empty title="No users found">Nobody was active in this range with these filters.</Empty>
          ) : (
            <>
              <UsersTable users={data} tz={range.tz} sort={sort} onSort={(next) => change({ sort: next })} />
              <PartialCostLegend sums={data.map(({ range: sum }) => sum)} />
              <Pager page={page} shown={data.length} cursors={cursors} noun="user" />
            </>
          )
        }
      </QueryState>
    </Panel>
  );
}
