import { useQuery } from "@tanstack/react-query";

import { warningsOptions } from "../../api/warnings-options.ts";
import { formatQuantity } from "../../format/counts.ts";
import { Empty } from "../../ui/empty.tsx";
import { Pager } from "../../ui/pager.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { RowsSkeleton } from "../../ui/rows-skeleton.tsx";
import { useWarningFilters } from "./use-warning-filters.ts";
import { WarningsTable } from "./warnings-table.tsx";

const PAGE_LIMIT = 25;

/** One page of what was odd, thing by thing, with the way to the next one. */
export function WarningsPanel() {
  const { query, kinds, cursors, range } = useWarningFilters();
  const cursor = cursors.at(-1);
  const warnings = useQuery(
    warningsOptions({
      ...query,
      ...(kinds && { kind: kinds }),
      limit: PAGE_LIMIT,
      ...(cursor !== undefined && { cursor }),
    }),
  );
  return (
    <Panel
      flush
      title="One by one"
      description={
        warnings.data === undefined
          ? `Times in ${range.tz}`
          : `${formatQuantity(warnings.data.page.total, "thing")} in the range, seen last first · times in ${range.tz}`
      }
    >
      <QueryState query={warnings} skeleton={<RowsSkeleton rows={10} rowClassName="h-11" />}>
        {({ data, page }) =>
          data.length === 0 ? (
            <Empty title="Nothing to list">Models, fields and sessions that were odd are listed here.</Empty>
          ) : (
            <>
              <WarningsTable warnings={data} tz={range.tz} />
              <Pager page={page} shown={data.length} cursors={cursors} noun="thing" />
            </>
          )
        }
      </QueryState>
    </Panel>
  );
}
