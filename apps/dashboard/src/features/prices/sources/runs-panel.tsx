import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { priceRunsOptions } from "../../../api/price-runs-options.ts";
import { useUsageFilters } from "../../../filters/use-usage-filters.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { RowsSkeleton } from "../../../ui/rows-skeleton.tsx";
import { ShowMore } from "../../../ui/show-more.tsx";
import { Choice } from "../choice.tsx";
import { RunRow } from "./run-row.tsx";
import { usePricesSearch } from "../use-prices-search.ts";

/** How many runs are shown at first, and how many more at a time. */
const STEP = 10;

const FEEDS = [
  { value: "all", name: "All lists" },
  { value: "genai-prices", name: "genai-prices" },
  { value: "litellm", name: "LiteLLM" },
  { value: "openrouter", name: "OpenRouter" },
  { value: "llm-prices", name: "llm-prices" },
] as const;

/** The last runs that changed something or could not be taken over; each opens to show what changed. */
export function RunsPanel() {
  const [{ feed, run }, change] = usePricesSearch();
  const { range } = useUsageFilters();
  const runs = useQuery(priceRunsOptions(feed));
  const [wanted, setWanted] = useState(STEP);
  return (
    <Panel flush title="Runs" description={`Those that brought something or failed · times in ${range.tz}`}>
      <div className="px-3 pb-2.5">
        <Choice
          label="List"
          options={[...FEEDS]}
          chosen={feed ?? "all"}
          onChange={(next) => change({ feed: next === "all" ? undefined : next, run: undefined })}
        />
      </div>
      <QueryState query={runs} skeleton={<RowsSkeleton rows={5} rowClassName="h-12" />}>
        {({ data }) => {
          if (data.length === 0) {
            return <Empty title="No runs yet">A run is listed when a list has changed or could not be read.</Empty>;
          }
          // A link may open a run that is further down.
          const opened = data.findIndex((item) => item.run_id === run);
          const shown = data.slice(0, Math.max(wanted, opened + 1));
          return (
            <>
              <ul>
                {shown.map((item) => (
                  <RunRow
                    key={item.run_id}
                    run={item}
                    tz={range.tz}
                    isOpen={item.run_id === run}
                    onToggle={() => change({ run: item.run_id === run ? undefined : item.run_id })}
                  />
                ))}
              </ul>
              <ShowMore
                shown={shown.length}
                total={data.length}
                step={STEP}
                noun="runs"
                onMore={() => setWanted(shown.length + STEP)}
              />
            </>
          );
        }}
      </QueryState>
    </Panel>
  );
}
