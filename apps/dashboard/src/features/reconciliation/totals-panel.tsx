import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { reconciliationOptions } from "../../api/reconciliation-options.ts";
import type { UsageQuery } from "../../api/schema.ts";
import { keepRange } from "../../filters/keep-range.ts";
import { formatCount, formatQuantity, formatShare } from "../../format/counts.ts";
import { Empty } from "../../ui/empty.tsx";
import { Money } from "../../ui/money.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Difference } from "./difference.tsx";
import { isOurCostUnknown } from "./is-our-cost-unknown.ts";
import { OurCost } from "./our-cost.tsx";

/** Our cost, LibreChat's and the difference in the range; where LibreChat told none, how its figures get here. */
export function TotalsPanel({ query }: { query: UsageQuery }) {
  const reconciliation = useQuery(reconciliationOptions(query));
  return (
    <Panel title="Our cost and LibreChat’s" description="What tokens cost; LibreChat charges nothing else">
      <QueryState query={reconciliation} skeleton={<FiguresSkeleton />}>
        {({ totals }) =>
          totals.librechat_count === 0 ? (
            <Empty title="No figures of LibreChat in this range">
              LibreChat tells what it charged for each call through its plugin, or an import of its history. Choose
              another range, or connect it on the page{" "}
              <Link to="/sources" search={keepRange} className="font-medium text-accent hover:underline">
                Sources
              </Link>
              .
            </Empty>
          ) : (
            <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-3">
              <Figure name="By our prices" detail={callsText(totals)}>
                <OurCost sums={totals} />
              </Figure>
              <Figure name="By LibreChat" detail={`${formatQuantity(totals.librechat_count, "call")} charged`}>
                <Money amount={totals.librechat_cost} />
              </Figure>
              <Figure name="Difference" detail={shareText(totals)}>
                <Difference amount={isOurCostUnknown(totals) ? null : totals.difference} className="text-ink" />
              </Figure>
            </dl>
          )
        }
      </QueryState>
    </Panel>
  );
}

function callsText({
  interaction_count: count,
  unpriced_count: unpricedCount,
}: {
  interaction_count: number;
  unpriced_count: number;
}) {
  const calls = formatQuantity(count, "call");
  return unpricedCount === 0 ? calls : `${calls}, ${formatCount(unpricedCount)} of unknown cost not included`;
}

function shareText({ difference, librechat_cost: librechatCost }: { difference: string; librechat_cost: string }) {
  if (Number(librechatCost) === 0 || Number(difference) === 0) return "Ours less LibreChat’s";
  const share = formatShare(Math.abs(Number(difference)) / Number(librechatCost));
  return `Ours is ${share} ${Number(difference) < 0 ? "less" : "more"}`;
}

function FiguresSkeleton() {
  return (
    <div className="grid gap-x-6 gap-y-3 sm:grid-cols-3">
      {["ours", "theirs", "difference"].map((figure) => (
        <div key={figure} className="flex h-[4.625rem] flex-col justify-between py-1">
          <Skeleton className="h-3 w-24" />
          <Skeleton className="h-6 w-32" />
          <Skeleton className="h-3 w-40" />
        </div>
      ))}
    </div>
  );
}

function Figure({ name, detail, children }: { name: string; detail: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="mt-0.5">
        <span className="block truncate text-2xl font-semibold tracking-[-0.02em]">{children}</span>
        <span className="figures text-xs text-subtle">{detail}</span>
      </dd>
    </div>
  );
}
