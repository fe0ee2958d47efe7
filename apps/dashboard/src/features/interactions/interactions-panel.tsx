import { useQuery } from "@tanstack/react-query";

import { interactionsOptions } from "../../api/interactions-options.ts";
import { formatQuantity } from "../../format/counts.ts";
import { Empty } from "../../ui/empty.tsx";
import { Pager } from "../../ui/pager.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { RowsSkeleton } from "../../ui/rows-skeleton.tsx";
import { InteractionsTable } from "./interactions-table.tsx";
import { useInteractionFilters } from "./use-interaction-filters.ts";

const PAGE_LIMIT = 25;

/** One page of interactions, newest first, with the way to the next one. */
export function InteractionsPanel() {
  const { search, query, cursors, range } = useInteractionFilters();
  const cursor = cursors.at(-1);
  const interactions = useQuery(
    interactionsOptions({ ...query, limit: PAGE_LIMIT, ...(cursor !== undefined && { cursor }) }),
  );
  return (
    <Panel
      flush
      title="Interactions"
      description={
        interactions.data === undefined
          ? `Times in ${range.tz}`
          : `${formatQuantity(interactions.data.page.total, "interaction")} in the range, newest first · times in ${range.tz}`
      }
    >
      <QueryState query={interactions} skeleton={<RowsSkeleton rows={12} rowClassName="h-11" />}>
        {({ data, page }) =>
          data.length === 0 ? (
            <Empty title="No interactions found">Choose a longer range or fewer filters.</Empty>
          ) : (
            <>
              <InteractionsTable interactions={data} tz={range.tz} withCharge={search.cause !== undefined} />
              <Pager page={page} shown={data.length} cursors={cursors} noun="interaction" />
            </>
          )
        }
      </QueryState>
    </Panel>
  );
}
