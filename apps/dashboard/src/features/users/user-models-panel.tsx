import { useQuery } from "@tanstack/react-query";

import type { ModelUsage, UsageQuery } from "../../api/schema.ts";
import { userOptions } from "../../api/user-options.ts";
import { formatCount, formatQuantity } from "../../format/counts.ts";
import { modelName } from "../../format/names.ts";
import { Count } from "../../ui/count.tsx";
import { DataTable, LEADING_COLUMN } from "../../ui/data-table.tsx";
import type { TableColumn } from "../../ui/data-table.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { RowsSkeleton } from "../../ui/rows-skeleton.tsx";
import { Truncated } from "../../ui/truncated.tsx";
import { SessionCost } from "../sessions/session-cost.tsx";

const COLUMNS: TableColumn<ModelUsage>[] = [
  {
    id: "model",
    header: "Model",
    className: `${LEADING_COLUMN} font-medium`,
    cell: ({ model, interaction_count: count }) => (
      <>
        <Truncated text={modelName(model)} />
        <span className="block truncate text-xs font-normal text-subtle @2xl:hidden">
          {formatQuantity(count, "interaction")}
        </span>
      </>
    ),
  },
  {
    id: "provider",
    header: "Provider",
    shownFrom: "medium",
    className: "max-w-40 text-muted",
    cell: ({ provider }) => <Truncated text={provider ?? "—"} />,
  },
  {
    id: "interactions",
    header: "Interactions",
    align: "right",
    shownFrom: "medium",
    cell: (usage) => <span className="figures">{formatCount(usage.interaction_count)}</span>,
  },
  {
    id: "errors",
    header: "Errors",
    align: "right",
    shownFrom: "medium",
    cell: (usage) => (
      <span className={usage.error_count > 0 ? "figures text-bad" : "figures text-subtle"}>
        {formatCount(usage.error_count)}
      </span>
    ),
  },
  {
    id: "input",
    header: "Input tokens",
    align: "right",
    shownFrom: "wide",
    cell: ({ tokens }) => <Count value={tokens.input} />,
  },
  {
    id: "output",
    header: "Output tokens",
    align: "right",
    shownFrom: "wide",
    cell: ({ tokens }) => <Count value={tokens.output} />,
  },
  { id: "cost", header: "Cost", align: "right", cell: (usage) => <SessionCost session={usage} /> },
];

/** The models that the user used in the range. */
export function UserModelsPanel({ userId, query }: { userId: string; query: UsageQuery }) {
  const user = useQuery(userOptions(userId, query));
  return (
    <Panel flush title="Models" description="In the range">
      <QueryState query={user} skeleton={<RowsSkeleton rows={3} rowClassName="h-11" />}>
        {({ by_model: byModel }) =>
          byModel.length === 0 ? (
            <Empty title="No models in this range">Choose a longer range to see older usage.</Empty>
          ) : (
            <DataTable
              label="Models"
              columns={COLUMNS}
              rows={byModel}
              rowKey={({ provider, model }) => `${provider} ${model}`}
            />
          )
        }
      </QueryState>
    </Panel>
  );
}
