import { useQuery } from "@tanstack/react-query";

import type { ResourceRates } from "../../../api/pricing-schema.ts";
import { resourceRatesOptions } from "../../../api/resource-rates-options.ts";
import { useIsAdmin } from "../../../api/use-is-admin.ts";
import { formatRate } from "../../../format/prices.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Fact } from "../../../ui/fact.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { Skeleton } from "../../../ui/skeleton.tsx";
import { ResourceRatesDialog } from "./resource-rates-dialog.tsx";

const RATES = [
  ["row_read", "Rows read"],
  ["row_written", "Rows written"],
  ["api_call", "API calls"],
  ["cpu_ms", "CPU milliseconds"],
] as const satisfies [keyof ResourceRates, string][];

/** What database rows, calls and CPU time cost. */
export function ResourceRatesPanel() {
  const isAdmin = useIsAdmin();
  const rates = useQuery(resourceRatesOptions());
  return (
    <Panel
      title="Resource rates"
      description="Per million, for the database, calls and CPU time of an interaction"
      actions={isAdmin && rates.data !== undefined && <ResourceRatesDialog current={rates.data.current} />}
    >
      <QueryState query={rates} skeleton={<Skeleton className="h-10 w-full" />}>
        {({ current }) => (
          <>
            <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
              {RATES.map(([key, name]) => (
                <Fact key={key} name={name}>
                  <span className={current.free_tier ? "figures text-subtle line-through" : "figures"}>
                    {formatRate(current[key])}
                  </span>
                </Fact>
              ))}
            </dl>
            <p className="mt-3 text-xs text-subtle">
              {current.free_tier ? (
                <>
                  <Badge tone="good">Free tier</Badge> Nothing is charged for them.
                </>
              ) : current.id === null ? (
                "Cloudflare’s list prices; nothing was set here."
              ) : (
                "Your own prices."
              )}
            </p>
          </>
        )}
      </QueryState>
    </Panel>
  );
}
