import { useQuery } from "@tanstack/react-query";

import { endOverride } from "../../../api/end-override.ts";
import { overridesOptions } from "../../../api/overrides-options.ts";
import type { ListedRate } from "../../../api/pricing-schema.ts";
import { useIsAdmin } from "../../../api/use-is-admin.ts";
import { formatPeriod } from "../../../format/prices.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { DataTable, LEADING_COLUMN } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { RowsSkeleton } from "../../../ui/rows-skeleton.tsx";
import { EndButton } from "./end-button.tsx";
import { ModelLink } from "../model-link.tsx";
import { NewOwnRateDialog } from "./new-own-rate-dialog.tsx";
import { OwnRateDialog } from "./own-rate-dialog.tsx";
import { draftOfRate } from "./own-rate-draft.ts";
import { PriceCell } from "../price-cell.tsx";

const COLUMNS: TableColumn<ListedRate>[] = [
  {
    id: "model",
    header: "Model",
    className: LEADING_COLUMN,
    cell: ({ provider, model }) => <ModelLink provider={provider} model={model} />,
  },
  {
    id: "input",
    header: "Input",
    align: "right",
    cell: ({ prices, is_free: isFree }) => <PriceCell unit="input" price={prices["input"]} isFree={isFree} />,
  },
  {
    id: "output",
    header: "Output",
    align: "right",
    cell: ({ prices, is_free: isFree }) => <PriceCell unit="output" price={prices["output"]} isFree={isFree} />,
  },
  {
    id: "tier",
    header: "Tier",
    shownFrom: "medium",
    cell: ({ service_tier: tier }) => <Badge>{tier}</Badge>,
  },
  {
    id: "period",
    header: "Holds",
    shownFrom: "medium",
    cell: ({ effective_from: from, effective_to: to }) => (
      <span className="whitespace-nowrap text-muted">{formatPeriod(from, to)}</span>
    ),
  },
];

const ACTIONS: TableColumn<ListedRate> = {
  id: "actions",
  header: "Actions",
  align: "right",
  cell: (rate) => (
    <span className="flex justify-end gap-1">
      <OwnRateDialog
        provider={rate.provider}
        model={rate.model}
        initial={draftOfRate(rate)}
        trigger={
          <Button size="sm" look="ghost" aria-label={`Change the own rate of ${rate.model}`}>
            Change
          </Button>
        }
      />
      <EndButton
        name={`the own rates of ${rate.model}`}
        description="From now on the published lists count for this model again. What was charged until now stays."
        onEnd={() => endOverride(rate.provider, rate.model)}
      />
    </span>
  ),
};

/** The own rates, which count before every list. */
export function OwnRatesPanel() {
  const isAdmin = useIsAdmin();
  const rates = useQuery(overridesOptions());
  return (
    <Panel
      flush
      title="Own rates"
      description="Contract prices and self-hosted models; they count before every list"
      actions={isAdmin && <NewOwnRateDialog />}
    >
      <QueryState query={rates} skeleton={<RowsSkeleton rows={3} rowClassName="h-11" />}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="border-t px-4 py-4 text-sm text-muted">
              Every model is charged at the published lists’ prices.
            </p>
          ) : (
            <DataTable
              label="Own rates"
              columns={isAdmin ? [...COLUMNS, ACTIONS] : COLUMNS}
              rows={data}
              rowKey={({ id }) => id}
            />
          )
        }
      </QueryState>
    </Panel>
  );
}
