import { useQuery } from "@tanstack/react-query";

import { endServiceRate } from "../../../api/end-service-rate.ts";
import type { ServiceRate } from "../../../api/pricing-schema.ts";
import { serviceRatesOptions } from "../../../api/service-rates-options.ts";
import { setServiceRate } from "../../../api/set-service-rate.ts";
import { formatRate } from "../../../format/prices.ts";
import { LEADING_COLUMN } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { Wrapped } from "../../../ui/wrapped.tsx";
import { EndButton } from "./end-button.tsx";
import { startOfDay } from "./start-of-day.ts";
import { periodColumn } from "./period-column.tsx";
import { SettingDialog } from "./setting-dialog.tsx";
import type { SettingForm } from "./setting-dialog.tsx";
import { SettingPanel } from "./setting-panel.tsx";

const COLUMNS: TableColumn<ServiceRate>[] = [
  {
    id: "service",
    header: "Service",
    className: `${LEADING_COLUMN} font-medium`,
    cell: ({ service }) => <Wrapped text={service} className="min-w-20" />,
  },
  {
    id: "price",
    header: "Per call",
    align: "right",
    cell: ({ per_call: perCall }) => <span className="figures">{formatRate(perCall)}</span>,
  },
  periodColumn(),
];

/** The API's own rule. */
const perCallProblem = (text: string) =>
  /^\d{1,3}(\.\d{1,12})?$/.test(text) ? undefined : "Write a number below 1,000 such as 0.005";

const FORM: SettingForm<"service" | "price" | "day"> = {
  title: "New service price",
  description: "Charged for each call of interactions of the type api that name the service as their provider.",
  addLabel: "New price",
  fields: [
    { name: "service", label: "Service", placeholder: "maps" },
    { name: "price", label: "US dollars per call", placeholder: "0.005", kind: "decimal", check: perCallProblem },
    { name: "day", label: "From (UTC), empty: from now on", kind: "date" },
  ],
  empty: { service: "", price: "", day: "" },
  onSave: ({ service, price, day }) => setServiceRate(service, price, startOfDay(day)),
};

/** What a call of an own service costs. */
export function ServicesPanel() {
  return (
    <SettingPanel
      title="Services"
      description="What one call of another service costs"
      emptyText="Every API call is charged alike."
      query={useQuery(serviceRatesOptions())}
      columns={COLUMNS}
      add={<SettingDialog form={FORM} />}
      actionsOf={({ service }) => (
        <EndButton
          name={`the price of ${service}`}
          description="From now on its calls are charged like every other API call. What was charged until now stays."
          onEnd={() => endServiceRate(service)}
        />
      )}
    />
  );
}
