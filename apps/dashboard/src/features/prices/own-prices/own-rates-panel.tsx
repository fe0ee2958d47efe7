import { useQuery } from "@tanstack/react-query";

import { endOverride } from "../../../api/end-override.ts";
import { overridesOptions } from "../../../api/overrides-options.ts";
import type { ListedRate } from "../../../api/pricing-schema.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { LEADING_COLUMN } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { EndButton } from "./end-button.tsx";
import { HoursNote } from "../hours-note.tsx";
import { ModelLink } from "../model-link.tsx";
import { NewOwnRateDialog } from "./new-own-rate-dialog.tsx";
import { OwnRateDialog } from "./own-rate-dialog.tsx";
import { draftOfRate } from "./own-rate-draft.ts";
import { periodColumn } from "./period-column.tsx";
import { SettingPanel } from "./setting-panel.tsx";
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
    cell: ({ service_tier: tier, daily_window: window }) => (
      <span className="flex flex-col items-start">
        <Badge>{tier}</Badge>
        <HoursNote window={window} />
      </span>
    ),
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
