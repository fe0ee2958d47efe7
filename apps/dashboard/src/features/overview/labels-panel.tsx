import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { breakdownOptions } from "../../api/breakdown-options.ts";
import type { UsageQuery } from "../../api/schema.ts";
import { UsageSearch } from "../../filters/usage-search.ts";
import { useChangeSearch } from "../../filters/use-change-search.ts";
import { useUsageSearch } from "../../filters/use-usage-search.ts";
import { formatCompact, formatQuantity } from "../../format/counts.ts";
import { labelOf, NO_VALUE } from "../../format/labels.ts";
import { Empty } from "../../ui/empty.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { seriesColor } from "../../ui/series-color.ts";
import { Choice } from "../prices/choice.tsx";
import { isCostUnknown } from "../sessions/is-cost-unknown.ts";
import { SessionCost } from "../sessions/session-cost.tsx";
import { ShareList } from "./share-list.tsx";
import { ShareListSkeleton } from "./share-list-skeleton.tsx";

const MOST_SHOWN = 8;

const DIMENSIONS = [
  { value: "agent", name: "Agents" },
  { value: "endpoint", name: "Endpoints" },
  { value: "tool", name: "Tools" },
] as const;

/** What each agent, endpoint or tool cost in the range, the dearest first; each leads to its interactions. */
export function LabelsPanel({ query }: { query: UsageQuery }) {
  const { labels: dimension = "agent" } = useUsageSearch();
  const change = useChangeSearch();
  const breakdown = useQuery(breakdownOptions({ ...query, group_by: dimension, metric: "cost", limit: MOST_SHOWN }));
  return (
    <Panel
      className="lg:col-span-2"
      stacked
      title={`Cost by ${dimension}`}
      description={
        dimension === "tool"
          ? "An interaction counts under each tool that it used: the shares may be more than 100 % together"
          : "Share of the cost of the range"
      }
      actions={
        <div className="shrink-0">
          <Choice
            label="Group by"
            options={[...DIMENSIONS]}
            chosen={dimension}
            onChange={(chosen) => change({ labels: chosen === "agent" ? undefined : chosen })}
          />
        </div>
      }
    >
      <QueryState query={breakdown} skeleton={<ShareListSkeleton rows={5} />}>
        {({ data }) =>
          data.every(({ key }) => key === NO_VALUE) ? (
            <Empty title={`No ${dimension} named in this range`}>
              Programs such as LibreChat tell them with each call.
            </Empty>
          ) : (
            <ShareList
              rows={data.map((group, index) => {
                const { name, title } = labelOf(dimension, group);
                return {
                  key: group.key,
                  name: (
                    <Link
                      to="/interactions"
                      search={(search) => ({ ...UsageSearch.parse(search), [dimension]: [group.key] })}
                      title={title}
                      className="block truncate rounded hover:text-accent hover:underline"
                    >
                      {name}
                    </Link>
                  ),
                  figure: <SessionCost session={group} />,
                  detail: `${formatQuantity(group.interaction_count, "interaction")} · ${formatCompact(group.tokens.total)} tokens`,
                  share: isCostUnknown(group) ? null : group.share,
                  color: group.key === NO_VALUE ? "var(--series-other)" : seriesColor(index),
                };
              })}
            />
          )
        }
      </QueryState>
    </Panel>
  );
}
