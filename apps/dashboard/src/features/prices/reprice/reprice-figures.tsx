import type { RepriceRun } from "../../../api/pricing-schema.ts";
import { formatCount } from "../../../format/counts.ts";
import { subtractUsd } from "../../../format/decimal.ts";
import { formatExactUsd, formatUsd } from "../../../format/money.ts";
import { Fact } from "../../../ui/fact.tsx";
import { RepriceCost } from "./reprice-cost.tsx";

/** The cost before and after a run, the difference, and how many interactions it is about. */
export function RepriceFigures({ run }: { run: RepriceRun }) {
  const {
    cost_before: before,
    cost_after: after,
    unpriced_before: unpricedBefore,
    unpriced_after: unpricedAfter,
    interactions,
  } = run;
  const difference = subtractUsd(after, before);
  const isRehearsal = run.kind === "rehearsal";
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 xl:grid-cols-6">
      <Fact name="Cost before">
        <RepriceCost
          amount={before}
          unpriced={unpricedBefore}
          interactions={interactions}
          className="text-base font-semibold"
        />
      </Fact>
      <Fact name="Cost after">
        <RepriceCost
          amount={after}
          unpriced={unpricedAfter}
          interactions={interactions}
          className="text-base font-semibold"
        />
      </Fact>
      <Fact name="Difference">
        <span className="figures text-base font-semibold" title={formatExactUsd(difference)}>
          {Number(difference) > 0 && "+"}
          {formatUsd(difference)}
        </span>
      </Fact>
      <Fact name="Interactions looked at">
        <span className="figures">{formatCount(interactions)}</span>
      </Fact>
      <Fact name={isRehearsal ? "Would change" : "Changed"}>
        <span className="figures">{formatCount(run.changed)}</span>
        {run.skipped > 0 && <span className="text-xs text-subtle"> · {formatCount(run.skipped)} left alone</span>}
      </Fact>
      <Fact name="Without a price">
        <span className="figures">
          {formatCount(unpricedBefore)} → {formatCount(unpricedAfter)}
        </span>
      </Fact>
    </dl>
  );
}
