import { useQuery } from "@tanstack/react-query";

import { breakdownOptions } from "../../api/breakdown-options.ts";
import type { UsageQuery } from "../../api/schema.ts";
import { formatCompact, formatQuantity } from "../../format/counts.ts";
import { modelName } from "../../format/names.ts";
import { Empty } from "../../ui/empty.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { seriesColor } from "../../ui/series-color.ts";
import { Truncated } from "../../ui/truncated.tsx";
import { isCostUnknown } from "../sessions/is-cost-unknown.ts";
import { SessionCost } from "../sessions/session-cost.tsx";
import { ShareList } from "./share-list.tsx";
import { ShareListSkeleton } from "./share-list-skeleton.tsx";

const MOST_SHOWN = 8;

/** What each model cost in the range, the dearest first. */
export function ModelsPanel({ query }: { query: UsageQuery }) {
  const breakdown = useQuery(breakdownOptions({ ...query, group_by: "model", metric: "cost", limit: MOST_SHOWN }));
  return (
    <Panel title="Cost by model" description="Share of the cost of the range">
      <QueryState query={breakdown} skeleton={<ShareListSkeleton rows={5} />}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title="No models in this range" />
          ) : (
            <ShareList
              rows={data.map((group, index) => ({
                key: group.key,
                name: <Truncated text={modelName(group.key)} />,
                figure: <SessionCost session={group} />,
                detail: `${formatQuantity(group.interaction_count, "interaction")} · ${formatCompact(group.tokens.total)} tokens`,
                share: isCostUnknown(group) ? null : group.share,
                color: seriesColor(index),
              }))}
            />
          )
        }
      </QueryState>
    </Panel>
  );
}
