import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { breakdownOptions } from "../../api/breakdown-options.ts";
import type { UsageQuery } from "../../api/schema.ts";
import { UsageSearch } from "../../filters/usage-search.ts";
import { formatCount, formatShare } from "../../format/counts.ts";

const OUTCOMES = [
  { status: "error", name: "Failed", tone: "text-bad" },
  { status: "cancelled", name: "Stopped", tone: "text-warn" },
] as const;

/**
 * How many interactions of the range failed and how many were stopped, with their shares of all; each leads to those
 * interactions. Nothing until that is known.
 */
export function OutcomeFigures({ query }: { query: UsageQuery }) {
  const { data } = useQuery(breakdownOptions({ ...query, group_by: "status", metric: "interactions" }));
  if (data === undefined || data.totals.interaction_count === 0) return null;
  const countOf = (status: string) => data.data.find(({ key }) => key === status)?.interaction_count ?? 0;
  return (
    <dl className="mb-4 grid grid-cols-2 gap-x-6 rounded-lg border bg-canvas px-3 py-2.5">
      {OUTCOMES.map(({ status, name, tone }) => (
        <div key={status}>
          <dt className="text-xs text-subtle">{name}</dt>
          <dd className="figures mt-0.5 flex flex-wrap items-baseline gap-x-2 text-sm">
            {countOf(status) === 0 ? (
              <span className="font-semibold">0</span>
            ) : (
              <Link
                to="/interactions"
                search={(search) => ({ ...UsageSearch.parse(search), status: [status] })}
                aria-label={`${name}: ${formatCount(countOf(status))}, show them`}
                className={`rounded font-semibold underline-offset-2 hover:underline ${tone}`}
              >
                {formatCount(countOf(status))}
              </Link>
            )}
            <span className="text-xs text-subtle">
              {formatShare(countOf(status) / data.totals.interaction_count)} of all
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
