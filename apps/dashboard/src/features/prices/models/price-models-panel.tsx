import { useQuery } from "@tanstack/react-query";

import { ratesOptions } from "../../../api/rates-options.ts";
import { formatQuantity } from "../../../format/counts.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { RowsSkeleton } from "../../../ui/rows-skeleton.tsx";
import { groupRates } from "./group-rates.ts";
import { PriceModelsTable } from "./price-models-table.tsx";
import { SearchField } from "./search-field.tsx";
import { usePricesSearch } from "../use-prices-search.ts";

const PAGE_LIMIT = 50;

/** All models that have a price today, and a search among them. */
export function PriceModelsPanel() {
  const [{ q, cursor: cursors = [] }, change] = usePricesSearch();
  const cursor = cursors.at(-1);
  const rates = useQuery(
    ratesOptions({
      per: "model",
      limit: PAGE_LIMIT,
      ...(q !== undefined && { q }),
      ...(cursor !== undefined && { cursor }),
    }),
  );
  return (
    <div className="flex flex-col gap-4">
      <SearchField label="Search models and providers" value={q} onChange={(next) => change({ q: next })} />
      <Panel
        flush
        title="Models"
        description={
          rates.data === undefined
            ? "Prices of today"
            : `${formatQuantity(rates.data.total, "model")} with their prices of today`
        }
      >
        <QueryState query={rates} skeleton={<RowsSkeleton rows={14} rowClassName="h-11" />}>
          {({ data, total, next_cursor: nextCursor }) => {
            const models = groupRates(data);
            if (models.length === 0) return <NothingFound q={q} />;
            return (
              <>
                <PriceModelsTable models={models} />
                <Pager
                  page={{ limit: PAGE_LIMIT, total, next_cursor: nextCursor }}
                  shown={models.length}
                  cursors={cursors}
                  noun="model"
                />
              </>
            );
          }}
        </QueryState>
      </Panel>
    </div>
  );
}

function NothingFound({ q }: { q: string | undefined }) {
  if (q !== undefined) {
    return <Empty title="No model found">No list has a model or provider with “{q}” in its name.</Empty>;
  }
  return <Empty title="No prices yet">Read the published lists, or set a price of your own.</Empty>;
}
