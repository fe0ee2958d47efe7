import { useQuery } from "@tanstack/react-query";

import { discountsOptions } from "../../../api/discounts-options.ts";
import { endDiscount } from "../../../api/end-discount.ts";
import type { Discount } from "../../../api/pricing-schema.ts";
import { setDiscount } from "../../../api/set-discount.ts";
import { useIsAdmin } from "../../../api/use-is-admin.ts";
import { formatPeriod } from "../../../format/prices.ts";
import { DataTable, LEADING_COLUMN } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { RowsSkeleton } from "../../../ui/rows-skeleton.tsx";
import { EndButton } from "./end-button.tsx";
import { NamedAmountDialog } from "./named-amount-dialog.tsx";

const COLUMNS: TableColumn<Discount>[] = [
  { id: "provider", header: "Provider", className: `${LEADING_COLUMN} font-medium`, cell: ({ provider }) => provider },
  {
    id: "percent",
    header: "Discount",
    align: "right",
    cell: ({ percent }) => <span className="figures">{percent} %</span>,
  },
  {
    id: "period",
    header: "Holds",
    cell: ({ effective_from: from, effective_to: to }) => (
      <span className="whitespace-nowrap text-muted">{formatPeriod(from, to)}</span>
    ),
  },
];

const ACTIONS: TableColumn<Discount> = {
  id: "actions",
  header: "Actions",
  align: "right",
  cell: ({ provider }) => (
    <EndButton
      name={`the discount at ${provider}`}
      description="From now on its AI costs are charged whole. What was charged until now stays."
      onEnd={() => endDiscount(provider)}
    />
  ),
};

/** What is taken off the AI costs at a provider. */
export function DiscountsPanel() {
  const isAdmin = useIsAdmin();
  const discounts = useQuery(discountsOptions());
  return (
    <Panel
      flush
      title="Discounts"
      description="Taken off the AI costs at a provider"
      actions={
        isAdmin && (
          <NamedAmountDialog
            title="New discount"
            description="Taken off every AI cost at the provider."
            addLabel="New discount"
            nameLabel="Provider"
            namePlaceholder="anthropic"
            amountLabel="Percent"
            amountPlaceholder="12.5"
            onSave={({ name, amount, from }) => setDiscount(name, amount, from)}
          />
        )
      }
    >
      <QueryState query={discounts} skeleton={<RowsSkeleton rows={2} />}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="border-t px-4 py-4 text-sm text-muted">Nothing is taken off at any provider.</p>
          ) : (
            <DataTable
              label="Discounts"
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
