import { useQuery } from "@tanstack/react-query";

import { discountsOptions } from "../../../api/discounts-options.ts";
import { endDiscount } from "../../../api/end-discount.ts";
import type { Discount } from "../../../api/pricing-schema.ts";
import { setDiscount } from "../../../api/set-discount.ts";
import { LEADING_COLUMN } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { Wrapped } from "../../../ui/wrapped.tsx";
import { EndButton } from "./end-button.tsx";
import { startOfDay } from "./start-of-day.ts";
import { periodColumn } from "./period-column.tsx";
import { SettingDialog } from "./setting-dialog.tsx";
import type { SettingForm } from "./setting-dialog.tsx";
import { SettingPanel } from "./setting-panel.tsx";

const COLUMNS: TableColumn<Discount>[] = [
  {
    id: "provider",
    header: "Provider",
    className: `${LEADING_COLUMN} font-medium`,
    cell: ({ provider }) => <Wrapped text={provider} className="min-w-20" />,
  },
  {
    id: "percent",
    header: "Discount",
    align: "right",
    cell: ({ percent }) => <span className="figures whitespace-nowrap">{percent} %</span>,
  },
  periodColumn(),
];

/** The API's own rule. */
const percentProblem = (text: string) =>
  /^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/.test(text)
    ? undefined
    : "Write a number from 0 to 100 such as 12.5, with at most two decimal places";

const FORM: SettingForm<"provider" | "percent" | "day"> = {
  title: "New discount",
  description: "Taken off every AI cost at the provider.",
  addLabel: "New discount",
  fields: [
    { name: "provider", label: "Provider", placeholder: "anthropic" },
    { name: "percent", label: "Percent", placeholder: "12.5", kind: "decimal", check: percentProblem },
    { name: "day", label: "From (UTC), empty: from now on", kind: "date" },
  ],
  empty: { provider: "", percent: "", day: "" },
  onSave: ({ provider, percent, day }) => setDiscount(provider, percent, startOfDay(day)),
};

/** What is taken off the AI costs at a provider. */
export function DiscountsPanel() {
  return (
    <SettingPanel
      title="Discounts"
      description="Taken off the AI costs at a provider"
      emptyText="Nothing is taken off at any provider."
      query={useQuery(discountsOptions())}
      columns={COLUMNS}
      add={<SettingDialog form={FORM} />}
      actionsOf={({ provider }) => (
        <EndButton
          name={`the discount at ${provider}`}
          description="From now on its AI costs are charged whole. What was charged until now stays."
          onEnd={() => endDiscount(provider)}
        />
      )}
    />
  );
}
