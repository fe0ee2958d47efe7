import type { CostExplanation } from "../../api/schema.ts";
import { formatExactUsd } from "../../format/money.ts";
import { sourceName } from "../../format/prices.ts";
import { Instant } from "../../ui/instant.tsx";

/** The costs that a re-pricing has replaced, newest first. */
export function EarlierCosts({ estimates, tz }: { estimates: CostExplanation["estimates"]; tz: string }) {
  return (
    <section aria-label="Costs before">
      <h3 className="mb-1.5 text-xs font-semibold">Costs before</h3>
      <ul className="flex flex-col gap-1 text-sm">
        {estimates.map(({ superseded_by_run_id: runId, superseded_at: at, total, ai_tokens: ai, source }) => (
          <li key={runId} className="flex flex-wrap justify-between gap-x-4">
            <span className="text-muted">
              until <Instant at={at} tz={tz} />
              {source !== null && `, ${sourceName(source)}`}
            </span>
            <span className="figures">{ai === null ? "no price" : formatExactUsd(total)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
