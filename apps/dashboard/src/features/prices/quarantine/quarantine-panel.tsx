import { useQuery } from "@tanstack/react-query";

import type { QuarantinedChange } from "../../../api/pricing-schema.ts";
import { quarantineOptions } from "../../../api/quarantine-options.ts";
import { useIsAdmin } from "../../../api/use-is-admin.ts";
import { useUsageFilters } from "../../../filters/use-usage-filters.ts";
import { sourceName } from "../../../format/prices.ts";
import { DataTable, LEADING_COLUMN } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Instant } from "../../../ui/instant.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { RowsSkeleton } from "../../../ui/rows-skeleton.tsx";
import { Choice } from "../choice.tsx";
import { ModelLink } from "../model-link.tsx";
import { HeldMoves } from "./held-moves.tsx";
import { QuarantineDecision } from "./quarantine-decision.tsx";
import { StatusBadge } from "../status-badge.tsx";
import { usePricesSearch } from "../use-prices-search.ts";

const MOST_SHOWN = 200;

const STATES = [
  { value: "pending", name: "Waiting" },
  { value: "approved", name: "Approved" },
  { value: "rejected", name: "Rejected" },
  { value: "withdrawn", name: "Withdrawn" },
] as const;

function Decision({ held, mayDecide }: { held: QuarantinedChange; mayDecide: boolean }) {
  return held.status === "pending" && mayDecide ? (
    <QuarantineDecision held={held} />
  ) : (
    <StatusBadge status={held.status} />
  );
}

const columnsIn = (tz: string, mayDecide: boolean): TableColumn<QuarantinedChange>[] => [
  {
    id: "model",
    header: "Model",
    className: `${LEADING_COLUMN} @2xl:max-w-48 @4xl:max-w-80`,
    cell: (held) => (
      <>
        <ModelLink provider={held.provider} model={held.model} />
        <span className="block @2xl:hidden">
          <span className="block text-xs text-subtle">
            {sourceName(held.source)} · <Instant at={held.created_at} tz={tz} />
          </span>
          <HeldMoves held={held} />
          <Decision held={held} mayDecide={mayDecide} />
        </span>
      </>
    ),
  },
  {
    id: "source",
    header: "List",
    shownFrom: "medium",
    cell: ({ source, created_at: createdAt }) => (
      <span className="flex flex-col">
        {sourceName(source)}
        <span className="text-xs text-subtle">
          <Instant at={createdAt} tz={tz} />
        </span>
      </span>
    ),
  },
  {
    id: "moves",
    header: "Change",
    shownFrom: "medium",
    cell: (held) => <HeldMoves held={held} />,
  },
  {
    id: "decision",
    header: "Decision",
    align: "right",
    shownFrom: "medium",
    cell: (held) => <Decision held={held} mayDecide={mayDecide} />,
  },
];

/** Price changes of more than ten times, which wait for a decision; until then the price before holds. */
export function QuarantinePanel() {
  const [{ decided }, change] = usePricesSearch();
  const { range } = useUsageFilters();
  const isAdmin = useIsAdmin();
  const status = decided ?? "pending";
  const held = useQuery(quarantineOptions({ status, limit: MOST_SHOWN }));
  return (
    <Panel
      flush
      title="Quarantine"
      description="Prices that would move more than tenfold, or to or from free; the price before holds until you approve"
    >
      <div className="px-3 pb-2.5">
        <Choice
          label="State"
          options={[...STATES]}
          chosen={status}
          onChange={(next) => change({ decided: next === "pending" ? undefined : next })}
        />
      </div>
      <QueryState query={held} skeleton={<RowsSkeleton rows={3} rowClassName="h-14" />}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title={status === "pending" ? "Nothing is held back" : `Nothing was ${status}`}>
              {status === "pending" && "No list wants to move a price more than tenfold."}
            </Empty>
          ) : (
            <DataTable
              label="Held price changes"
              columns={columnsIn(range.tz, isAdmin)}
              rows={data}
              rowKey={({ id }) => id}
            />
          )
        }
      </QueryState>
    </Panel>
  );
}
