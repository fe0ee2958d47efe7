import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import type { UsageQuery } from "../../api/schema.ts";
import { sessionsOptions } from "../../api/sessions-options.ts";
import { keepRange } from "../../filters/keep-range.ts";
import type { ResolvedRange } from "../../filters/resolve-range.ts";
import { formatQuantity } from "../../format/counts.ts";
import { Empty } from "../../ui/empty.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { RowsSkeleton } from "../../ui/rows-skeleton.tsx";
import { SessionsTable } from "../sessions/sessions-table.tsx";

const MOST_SHOWN = 10;

/** The user's latest sessions in the range, and the way to all of them. */
export function UserSessionsPanel({
  userId,
  query,
  range,
}: {
  userId: string;
  query: UsageQuery;
  range: ResolvedRange;
}) {
  const sessions = useQuery(sessionsOptions({ ...query, limit: MOST_SHOWN }));
  return (
    <Panel
      flush
      title="Sessions"
      description={
        sessions.data === undefined
          ? "Latest first"
          : `${formatQuantity(sessions.data.page.total, "session")}, latest first`
      }
      actions={
        <Link
          to="/sessions"
          search={(search) => ({ ...keepRange(search), user: [userId] })}
          className="shrink-0 rounded text-xs font-medium text-accent hover:underline"
        >
          All sessions
        </Link>
      }
    >
      <QueryState query={sessions} skeleton={<RowsSkeleton rows={6} rowClassName="h-11" />}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title="No sessions in this range">Choose a longer range to see older sessions.</Empty>
          ) : (
            <SessionsTable sessions={data} tz={range.tz} withUser={false} />
          )
        }
      </QueryState>
    </Panel>
  );
}
