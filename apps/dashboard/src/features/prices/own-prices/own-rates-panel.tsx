import { useQuery } from "@tanstack/react-query";

import { endOverride } from "../../../api/end-override.ts";
import { overridesOptions } from "../../../api/overrides-options.ts";
import type { ListedRate } from "../../../api/pricing-schema.ts";
import { formatPeriod } from "../../../format/prices.ts";
import { Button } from "../../../ui/button.tsx";
import { LEADING_COLUMN } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { EndButton } from "./end-button.tsx";
import { ModelLink } from "../model-link.tsx";
import { NewOwnRateDialog } from "./new-own-rate-dialog.tsx";
import { OwnRateDialog } from "./own-rate-dialog.tsx";
import { draftOfRate } from "./own-rate-draft.ts";
import { periodColumn } from "./period-column.tsx";
import { SettingPanel } from "./setting-panel.tsx";
import { PriceCell } from "../price-cell.tsx";
import { TierAndHours } from "../tier-and-hours.tsx";
import { UnitPrices } from "../unit-prices.tsx";

const COLUMNS: TableColumn<ListedRate>[] = [
  {
    id: "model",
    header: "Model",
    className: `${LEADING_COLUMN} @4xl:max-w-96`,
    cell: (rate) => (
      <>
        <ModelLink provider={rate.provider} model={rate.model} />
        <div className="mt-1 flex flex-col gap-1 @2xl:hidden">
          <UnitPrices rate={rate} />
          <TierAndHours rate={rate} />
          <span className="text-xs text-subtle">{formatPeriod(rate.effective_from, rate.effective_to)}</span>
        </div>
      </>
    ),
  },
  {
    id: "input",
    header: "Input",
    align: "right",
    shownFrom: "medium",
    cell: ({ prices, is_free: isFree }) => <PriceCell unit="input" price={prices["input"]} isFree={isFree} />,
  },
  {
    id: "output",
    header: "Output",
    align: "right",
    shownFrom: "medium",
    cell: ({ prices, is_free: isFree }) => <PriceCell unit="output" price={prices["output"]} isFree={isFree} />,
  },
  {
    id: "tier",
    header: "Tier",
    shownFrom: "medium",
    cell: (rate) => <TierAndHours rate={rate} />,
  },
  periodColumn("medium"),
];

/** The own rates, which count before every list. */
export function OwnRatesPanel() {
  return (
    <SettingPanel
      title="Own rates"
      description="Contract prices and self-hosted models; they count before every list"
      emptyText="Every model is charged at the published lists’ prices."
      query={useQuery(overridesOptions())}
      columns={COLUMNS}
      add={<NewOwnRateDialog />}
      actionsOf={(rate) => (
        <>
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
        </>
      )}
    />
  );
}
