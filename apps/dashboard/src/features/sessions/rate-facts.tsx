import { Link } from "@tanstack/react-router";

import type { CostExplanation } from "../../api/schema.ts";
import { keepRange } from "../../filters/keep-range.ts";
import { flagText, formatPeriod, matchText, sourceName } from "../../format/prices.ts";
import { Fact } from "../../ui/fact.tsx";
import { Instant } from "../../ui/instant.tsx";

/** Where the price of an interaction came from: list, model, dates, how the model was found, and what to know about it. */
export function RateFacts({ explanation, tz }: { explanation: CostExplanation; tz: string }) {
  const { rate, cost, matched_by: matchedBy, flags } = explanation;
  if (cost.source === null && rate === null && flags.length === 0) return null;
  return (
    <section aria-label="Where the price came from">
      <h3 className="mb-2.5 text-xs font-semibold">Where the price came from</h3>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3">
        <Fact name="Source">{cost.source === null ? "—" : sourceName(cost.source)}</Fact>
        {rate !== null && (
          <Fact name="Model in the list">
            <Link
              to="/prices/$provider/$"
              params={{ provider: rate.provider, _splat: rate.model }}
              search={keepRange}
              className="font-medium break-all text-accent hover:underline"
            >
              {rate.model}
            </Link>
            <span className="block text-xs text-subtle">{rate.provider}</span>
          </Fact>
        )}
        <Fact name="Found by">{matchedBy === null ? "—" : matchText(matchedBy)}</Fact>
        {rate !== null && (
          <>
            <Fact name="Rate holds">
              {formatPeriod(rate.effective_from, rate.effective_to)}
              {explanation.price_is_dated === false && (
                <span className="block text-xs text-subtle">The list does not say since when it charges this.</span>
              )}
            </Fact>
            <Fact name="Known since">
              <Instant at={rate.recorded_at} tz={tz} />
            </Fact>
            <Fact name="Service tier">{rate.service_tier}</Fact>
          </>
        )}
        <Fact name="Rate id">
          <span className="font-mono text-xs break-all">{cost.rate_id ?? "—"}</span>
        </Fact>
        <Fact name="Calculation version">
          <span className="figures">{cost.calculation_version}</span>
        </Fact>
      </dl>
      {flags.length > 0 && (
        <ul className="mt-3 flex list-disc flex-col gap-0.5 pl-4 text-xs text-warn">
          {flags.map((flag) => (
            <li key={flag}>{flagText(flag)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
