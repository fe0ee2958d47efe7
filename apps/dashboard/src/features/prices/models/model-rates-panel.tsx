import { useQuery } from "@tanstack/react-query";

import { ratesOptions } from "../../../api/rates-options.ts";
import { useUsageFilters } from "../../../filters/use-usage-filters.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { RowsSkeleton } from "../../../ui/rows-skeleton.tsx";
import { DateField } from "./date-field.tsx";
import { ModelRatesTable } from "./model-rates-table.tsx";
import { usePricesSearch } from "../use-prices-search.ts";

const MOST_RATES = 100;

const endOf = (day: string) => `${day}T23:59:59.999Z`;

/** The rates of a model in every list: those of today, or those of a day as they were known on another day. */
export function ModelRatesPanel({ provider, model }: { provider: string; model: string }) {
  const [{ at, known }, change] = usePricesSearch();
  const { range } = useUsageFilters();
  const rates = useQuery(
    ratesOptions({
      provider,
      model,
      limit: MOST_RATES,
      ...(at !== undefined && { at: endOf(at) }),
      ...(known !== undefined && { known_at: endOf(known) }),
    }),
  );
  return (
    <Panel
      flush
      title="Rates"
      description="The first list that knows a model is charged; the others are there to compare"
    >
      <div className="flex flex-wrap gap-x-5 gap-y-2 px-4 pt-1 pb-2.5">
        <DateField label="Prices of" value={at} onChange={(day) => change({ at: day })} />
        <DateField label="as known on" value={known} onChange={(day) => change({ known: day })} />
      </div>
      <QueryState query={rates} skeleton={<RowsSkeleton rows={4} rowClassName="h-12" />}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title="No rate">
              {at === undefined && known === undefined
                ? "No list has a price of this model."
                : "Nothing was known of a price of this model on these days."}
            </Empty>
          ) : (
            <ModelRatesTable rates={data} tz={range.tz} />
          )
        }
      </QueryState>
    </Panel>
  );
}
