import { useQuery } from "@tanstack/react-query";

import { breakdownOptions } from "../../api/breakdown-options.ts";
import type { UsageQuery } from "../../api/schema.ts";
import { categoryDetail, categoryName } from "../../format/names.ts";
import { Empty } from "../../ui/empty.tsx";
import { Money } from "../../ui/money.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { ShareList } from "./share-list.tsx";
import { ShareListSkeleton } from "./share-list-skeleton.tsx";

/** What the cost of the range was spent on. */
export function CategoryPanel({ query }: { query: UsageQuery }) {
  const breakdown = useQuery(breakdownOptions({ ...query, group_by: "category", metric: "cost" }));
  return (
    <Panel title="Cost by category" description="Tokens and resources on one axis">
      <QueryState query={breakdown} skeleton={<ShareListSkeleton rows={4} />}>
        {({ data }) =>
          data.every(({ cost }) => Number(cost.total) === 0) ? (
            <Empty title="No known cost in this range" />
          ) : (
            <ShareList
              rows={data.map(({ key, cost, share }) => ({
                key,
                name: categoryName(key),
                figure: <Money amount={cost.total} />,
                detail: categoryDetail(key),
                share,
                color: "var(--series-2)",
              }))}
            />
          )
        }
      </QueryState>
    </Panel>
  );
}
