import { useQuery } from "@tanstack/react-query";

import { interactionCostOptions } from "../../api/interaction-cost-options.ts";
import type { Interaction } from "../../api/schema.ts";
import { Note } from "../../ui/note.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { RowsSkeleton } from "../../ui/rows-skeleton.tsx";
import { CostCalculation } from "./cost-calculation.tsx";
import { EarlierCosts } from "./earlier-costs.tsx";
import { RateFacts } from "./rate-facts.tsx";

/** How the cost of one interaction came about: the calculation, where its price came from, and the costs before it. */
export function CostExplanation({ interaction, tz }: { interaction: Interaction; tz: string }) {
  const explanation = useQuery(interactionCostOptions(interaction));
  return (
    <QueryState query={explanation} skeleton={<RowsSkeleton rows={6} rowClassName="h-7" />}>
      {(data) => (
        <div className="flex flex-col gap-4">
          {data.cost.status === "unpriced" && (
            <Note>
              {data.cost.unpriced_reason === "usage_unknown"
                ? "Nothing was said of what this call used, so its cost is not known. A price would not help: the program that sent it has to say the counts, or counts of 0 where nothing is billed."
                : "No price list knows this model. Its tokens are counted; their cost is not known."}
            </Note>
          )}
          {!data.reproducible && (
            <Note>
              {data.cost.status === "reported"
                ? interaction.type === "cost-event"
                  ? "The cost is the one that the client stated; no price list is asked for a cost event."
                  : "The AI cost is the client’s own figure, since no price is known."
                : "This cost was made by an earlier calculation, which cannot be shown line by line."}
            </Note>
          )}
          <CostCalculation explanation={data} />
          <RateFacts explanation={data} tz={tz} />
          {data.estimates.length > 0 && <EarlierCosts estimates={data.estimates} tz={tz} />}
        </div>
      )}
    </QueryState>
  );
}
