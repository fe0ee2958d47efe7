import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";

import type { UsageQuery } from "../../api/schema.ts";
import { usersOptions } from "../../api/users-options.ts";
import { keepRange } from "../../filters/keep-range.ts";
import { formatCompact, formatQuantity } from "../../format/counts.ts";
import { Bar } from "../../ui/bar.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { SessionCost } from "../sessions/session-cost.tsx";
import { ShareListSkeleton } from "./share-list-skeleton.tsx";

const MOST_SHOWN = 8;

/** Who cost most in the range; a click opens the user. */
export function TopUsersPanel({ query }: { query: UsageQuery }) {
  const users = useQuery(usersOptions({ ...query, limit: MOST_SHOWN, sort: "-cost" }));
  return (
    <Panel
      title="Top users"
      description="By cost in the range"
      actions={
        <Link to="/users" search={keepRange} className="rounded text-xs font-medium text-accent hover:underline">
          All users
        </Link>
      }
    >
      <QueryState query={users} skeleton={<ShareListSkeleton rows={5} />}>
        {({ data }) => {
          if (data.length === 0) return <Empty title="Nobody was active in this range" />;
          const highest = Math.max(...data.map((user) => Number(user.range.cost.total)));
          return (
            <table className="w-full table-fixed text-sm">
              <colgroup>
                <col />
                <col className="w-24" />
              </colgroup>
              <thead className="sr-only">
                <tr>
                  <th scope="col">User</th>
                  <th scope="col">Cost</th>
                </tr>
              </thead>
              <tbody>
                {data.map(({ user_id: userId, range }) => (
                  <Fragment key={userId}>
                    <tr>
                      <td>
                        <Link
                          to="/users/$userId"
                          params={{ userId }}
                          search={keepRange}
                          title={userId}
                          className="block truncate rounded hover:text-accent hover:underline"
                        >
                          {userId}
                        </Link>
                      </td>
                      <td className="w-24 text-right font-medium">
                        <SessionCost session={range} />
                      </td>
                    </tr>
                    <tr>
                      <td colSpan={2} className="pb-3.5">
                        <div className="mt-1.5 mb-1">
                          <Bar share={highest === 0 ? 0 : Number(range.cost.total) / highest} />
                        </div>
                        <div className="figures truncate text-xs text-subtle">
                          {formatQuantity(range.session_count, "session")} ·{" "}
                          {formatQuantity(range.interaction_count, "interaction")} · {formatCompact(range.tokens.total)}{" "}
                          tokens
                        </div>
                      </td>
                    </tr>
                  </Fragment>
                ))}
              </tbody>
            </table>
          );
        }}
      </QueryState>
    </Panel>
  );
}
