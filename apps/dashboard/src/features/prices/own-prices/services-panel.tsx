import { useQuery } from "@tanstack/react-query";

import { endServiceRate } from "../../../api/end-service-rate.ts";
import type { ServiceRate } from "../../../api/pricing-schema.ts";
import { serviceRatesOptions } from "../../../api/service-rates-options.ts";
import { setServiceRate } from "../../../api/set-service-rate.ts";
import { useIsAdmin } from "../../../api/use-is-admin.ts";
import { formatPeriod, formatRate } from "../../../format/prices.ts";
import { DataTable, LEADING_COLUMN } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { RowsSkeleton } from "../../../ui/rows-skeleton.tsx";
import { EndButton } from "./end-button.tsx";
import { NamedAmountDialog } from "./named-amount-dialog.tsx";

const COLUMNS: TableColumn<ServiceRate>[] = [
  { id: "service", header: "Service", className: `${LEADING_COLUMN} font-medium`, cell: ({ service }) => service },
  {
    id: "price",
    header: "Per call",
    align: "right",
    cell: ({ per_call: perCall }) => <span className="figures">{formatRate(perCall)}</span>,
  },
  {
    id: "period",
    header: "Holds",
    cell: ({ effective_from: from, effective_to: to }) => (
      <span className="whitespace-nowrap text-muted">{formatPeriod(from, to)}</span>
    ),
  },
];

const ACTIONS: TableColumn<ServiceRate> = {
  id: "actions",
  header: "Actions",
  align: "right",
  cell: ({ service }) => (
    <EndButton
      name={`the price of ${service}`}
      description="From now on its calls are charged like every other API call. What was charged until now stays."
      onEnd={() => endServiceRate(service)}
    />
  ),
};

/** What a call of an own service costs. */
export function ServicesPanel() {
  const isAdmin = useIsAdmin();
  const services = useQuery(serviceRatesOptions());
  return (
    <Panel
      flush
      title="Services"
      description="What one call of another service costs; interactions name it as their provider"
      actions={
        isAdmin && (
          <NamedAmountDialog
            title="New service price"
            description="Charged for each call of interactions of the type api that name the service as their provider."
            addLabel="New price"
            nameLabel="Service"
            namePlaceholder="maps"
            amountLabel="US dollars per call"
            amountPlaceholder="0.005"
            onSave={({ name, amount, from }) => setServiceRate(name, amount, from)}
          />
        )
      }
    >
      <QueryState query={services} skeleton={<RowsSkeleton rows={2} />}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="border-t px-4 py-4 text-sm text-muted">Every API call is charged alike.</p>
          ) : (
            <DataTable
              label="Services"
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
