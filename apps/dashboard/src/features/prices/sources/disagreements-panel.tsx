import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { priceDisagreementsOptions } from "../../../api/price-disagreements-options.ts";
import type { PriceDisagreement } from "../../../api/pricing-schema.ts";
import { formatCount } from "../../../format/counts.ts";
import { formatPrice, sourceName, unitName } from "../../../format/prices.ts";
import { DataTable, LEADING_COLUMN } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { RowsSkeleton } from "../../../ui/rows-skeleton.tsx";
import { ShowMore } from "../../../ui/show-more.tsx";
import { ModelLink } from "../model-link.tsx";

const MOST_ASKED = 50;

/** How many are shown at first, and how many more at a time. */
const FIRST_SHOWN = 5;
const STEP = 15;

const PERCENT = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });

const COLUMNS: TableColumn<PriceDisagreement>[] = [
  {
    id: "model",
    header: "Model",
    className: LEADING_COLUMN,
    cell: ({ provider, model }) => <ModelLink provider={provider} model={model} />,
  },
  {
    id: "unit",
    header: "Price of",
    shownFrom: "medium",
    cell: ({ unit }) => <span className="text-muted">{unitName(unit)}</span>,
  },
  {
    id: "prices",
    header: "Lists",
    cell: ({ unit, prices }) => (
      <span className="flex min-w-40 flex-col gap-0.5 py-1.5">
        {prices.map(({ source, price, in_use: isInUse }) => (
          <span key={source} className="flex flex-wrap items-baseline gap-x-1.5">
            <span className="whitespace-nowrap text-muted">{sourceName(source)}</span>
            <span className={isInUse ? "figures font-semibold" : "figures"}>{formatPrice(price, unit)}</span>
            {isInUse && <span className="text-xs text-good">in use</span>}
          </span>
        ))}
      </span>
    ),
  },
  {
    id: "percent",
    header: "Gap",
    align: "right",
    shownFrom: "medium",
    cell: ({ percent }) => <span className="figures whitespace-nowrap">{PERCENT.format(percent)} %</span>,
  },
];

const describe = (shown: number, total: number) =>
  `Standard prices that are more than 1 % apart${total > shown ? ` · the widest ${formatCount(shown)} of ${formatCount(total)}` : ""}`;

/** Where the lists contradict each other, and which of them is charged. */
export function DisagreementsPanel() {
  const disagreements = useQuery(priceDisagreementsOptions(MOST_ASKED));
  const [wanted, setWanted] = useState(FIRST_SHOWN);
  const { data, total } = disagreements.data ?? { data: [], total: 0 };
  return (
    <Panel flush title="Disagreements" description={describe(data.length, total)}>
      <QueryState query={disagreements} skeleton={<RowsSkeleton rows={5} rowClassName="h-12" />}>
        {({ data: rows }) =>
          rows.length === 0 ? (
            <Empty title="The lists agree">No price differs by more than one percent from list to list.</Empty>
          ) : (
            <>
              <DataTable
                label="Disagreements"
                columns={COLUMNS}
                rows={rows.slice(0, wanted)}
                rowKey={({ provider, model, unit }) => `${provider} ${model} ${unit}`}
              />
              <ShowMore
                shown={Math.min(wanted, rows.length)}
                total={rows.length}
                step={STEP}
                noun="disagreements"
                onMore={() => setWanted(wanted + STEP)}
              />
            </>
          )
        }
      </QueryState>
    </Panel>
  );
}
