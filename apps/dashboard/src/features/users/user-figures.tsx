import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import type { UsageQuery, User } from "../../api/schema.ts";
import { userOptions } from "../../api/user-options.ts";
import type { ResolvedRange } from "../../filters/resolve-range.ts";
import { formatCount } from "../../format/counts.ts";
import { Count } from "../../ui/count.tsx";
import { Instant } from "../../ui/instant.tsx";
import { Money } from "../../ui/money.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { isCostUnknown } from "../sessions/is-cost-unknown.ts";
import { UnpricedNote } from "../overview/unpriced-note.tsx";

const FIGURES: { name: string; of: (totals: User["range"]) => ReactNode }[] = [
  { name: "Cost", of: (totals) => (isCostUnknown(totals) ? "Unknown" : <Money amount={totals.cost.total} />) },
  { name: "Interactions", of: ({ interaction_count: count }) => formatCount(count) },
  { name: "Sessions", of: ({ session_count: count }) => formatCount(count) },
  { name: "Tokens", of: ({ tokens }) => <Count value={tokens.total} /> },
  { name: "Errors", of: ({ error_count: count }) => formatCount(count) },
];

/** The user's figures: those of the range large, those of the whole life below. */
export function UserFigures({ userId, query, range }: { userId: string; query: UsageQuery; range: ResolvedRange }) {
  const user = useQuery(userOptions(userId, query));
  return (
    <section aria-label="Key figures">
      <QueryState query={user} skeleton={<Skeleton className="h-[8.75rem] w-full rounded-xl" />}>
        {(detail) => (
          <div className="flex flex-col gap-4">
            <div className="overflow-hidden rounded-xl border bg-panel shadow-soft">
              <dl className="-m-px grid grid-cols-2 sm:grid-cols-3 xl:grid-cols-5">
                {FIGURES.map(({ name, of }) => (
                  <div key={name} className="min-w-0 border-t border-l px-4 py-3.5 max-sm:first:col-span-2">
                    <dt className="text-sm text-muted">{name}</dt>
                    <dd>
                      <span className="figures mt-0.5 block truncate text-2xl font-semibold tracking-[-0.02em]">
                        {of(detail.range)}
                      </span>
                      <span className="figures block text-xs text-subtle">{of(detail.lifetime)} lifetime</span>
                    </dd>
                  </div>
                ))}
              </dl>
              <p className="border-t px-4 py-2 text-xs text-subtle">
                First seen <Instant at={detail.first_seen_at} tz={range.tz} /> · last seen{" "}
                <Instant at={detail.last_seen_at} tz={range.tz} />
              </p>
            </div>
            <UnpricedNote totals={detail.range} query={{ ...query, user_id: [userId] }} />
          </div>
        )}
      </QueryState>
    </section>
  );
}
