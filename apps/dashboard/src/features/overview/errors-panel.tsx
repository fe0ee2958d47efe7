import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";

import { breakdownOptions } from "../../api/breakdown-options.ts";
import type { UsageQuery } from "../../api/schema.ts";
import { formatQuantity, formatShare } from "../../format/counts.ts";
import { modelName } from "../../format/names.ts";
import { Empty } from "../../ui/empty.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { Truncated } from "../../ui/truncated.tsx";
import { OutcomeFigures } from "./outcome-figures.tsx";
import { ShareList } from "./share-list.tsx";
import { ShareListSkeleton } from "./share-list-skeleton.tsx";

const MOST_SHOWN = 4;

/** How many interactions failed or were stopped in the range, and which models failed. */
export function ErrorsPanel({ query }: { query: UsageQuery }) {
  const breakdown = useQuery(breakdownOptions({ ...query, group_by: "model", metric: "errors", limit: MOST_SHOWN }));
  return (
    <Panel title="Errors and stops" description="Interactions that did not come to their end; errors by model">
      <OutcomeFigures query={query} />
      <QueryState query={breakdown} skeleton={<ShareListSkeleton rows={4} />}>
        {({ data, totals }) => {
          const failing = data.filter((group) => group.error_count > 0);
          if (totals.interaction_count === 0) return <Empty title="No interactions in this range" />;
          if (failing.length === 0) {
            return (
              <p className="flex items-center justify-center gap-2 py-14 text-sm text-muted">
                <CircleCheck className="size-4 text-good" aria-hidden />
                No interaction failed.
              </p>
            );
          }
          return (
            <ShareList
              rows={failing.map((group) => ({
                key: group.key,
                name: <Truncated text={modelName(group.key)} />,
                figure: formatQuantity(group.error_count, "error"),
                detail: `${formatShare(group.error_count / group.interaction_count)} of its ${formatQuantity(group.interaction_count, "interaction")}`,
                share: group.share,
                color: "var(--series-4)",
              }))}
            />
          );
        }}
      </QueryState>
    </Panel>
  );
}
