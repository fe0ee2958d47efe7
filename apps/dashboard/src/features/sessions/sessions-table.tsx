import { Link } from "@tanstack/react-router";

import type { Session } from "../../api/schema.ts";
import { keepRange } from "../../filters/keep-range.ts";
import { formatCount, formatQuantity } from "../../format/counts.ts";
import { Count } from "../../ui/count.tsx";
import { DataTable, LEADING_COLUMN } from "../../ui/data-table.tsx";
import type { TableColumn } from "../../ui/data-table.tsx";
import { Instant } from "../../ui/instant.tsx";
import { Truncated } from "../../ui/truncated.tsx";
import { ModelNames } from "./model-names.tsx";
import { SessionCost } from "./session-cost.tsx";
import { SessionMarks } from "./session-marks.tsx";
import { SessionStatus } from "./session-status.tsx";

const columnsIn = (tz: string, withUser: boolean): TableColumn<Session>[] => [
  {
    id: "session",
    header: withUser ? "User" : "Session",
    className: LEADING_COLUMN,
    cell: ({ id, user_id: userId, last_activity_at: lastActivityAt, interaction_count: count, ...session }) => (
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId: id }}
        search={keepRange}
        // The link's surface is the whole row, so that a click anywhere opens the session.
        className="block min-w-0 font-medium after:absolute after:inset-0 focus-visible:outline-offset-4"
      >
        {withUser ? (
          <Truncated text={userId} />
        ) : (
          <span className="flex min-w-0 items-center gap-1.5">
            <Truncated text={id} />
            <SessionMarks session={session} className="hidden @2xl:flex" />
          </span>
        )}
        {withUser && (
          <span className="hidden min-w-0 items-center gap-1.5 text-xs font-normal text-subtle @2xl:flex">
            <Truncated text={id} />
            <SessionMarks session={session} />
          </span>
        )}
        <span className="flex min-w-0 items-center gap-1.5 text-xs font-normal text-subtle @2xl:hidden">
          <span className="truncate">
            <Instant at={lastActivityAt} tz={tz} /> · {formatQuantity(count, "interaction")}
          </span>
          <SessionMarks session={session} />
        </span>
      </Link>
    ),
  },
  {
    id: "source",
    header: "Source",
    shownFrom: "widest",
    className: "max-w-28 text-muted",
    cell: ({ source }) => <Truncated text={source} />,
  },
  {
    id: "models",
    header: "Models",
    shownFrom: "medium",
    className: "max-w-52",
    cell: ({ models }) => <ModelNames models={models} />,
  },
  {
    id: "started",
    header: "Started",
    sortField: "started_at",
    shownFrom: "widest",
    cell: ({ started_at: startedAt }) => <Instant at={startedAt} tz={tz} />,
  },
  {
    id: "activity",
    header: "Last activity",
    sortField: "last_activity_at",
    shownFrom: "medium",
    cell: ({ last_activity_at: lastActivityAt }) => <Instant at={lastActivityAt} tz={tz} />,
  },
  { id: "status", header: "Status", shownFrom: "wide", cell: ({ status }) => <SessionStatus status={status} /> },
  {
    id: "interactions",
    header: "Interactions",
    sortField: "interaction_count",
    shownFrom: "medium",
    align: "right",
    cell: ({ interaction_count: count }) => <span className="figures">{formatCount(count)}</span>,
  },
  {
    id: "errors",
    header: "Errors",
    sortField: "error_count",
    shownFrom: "wide",
    align: "right",
    cell: ({ error_count: count }) => (
      <span className={count > 0 ? "figures text-bad" : "figures text-subtle"}>{formatCount(count)}</span>
    ),
  },
  {
    id: "stopped",
    header: "Stopped",
    align: "right",
    shownFrom: "widest",
    cell: ({ cancelled_count: count }) => (
      <span className={count > 0 ? "figures text-warn" : "figures text-subtle"}>{formatCount(count)}</span>
    ),
  },
  {
    id: "tokens",
    header: "Tokens",
    align: "right",
    shownFrom: "wide",
    cell: ({ tokens }) => <Count value={tokens.total} />,
  },
  {
    id: "cost",
    header: "Cost",
    sortField: "cost",
    align: "right",
    cell: (session) => <SessionCost session={session} />,
  },
];

/** Sessions, one a row; a click on the row opens the session. */
export function SessionsTable({
  sessions,
  tz,
  sort,
  onSort,
  withUser = true,
}: {
  sessions: Session[];
  tz: string;
  sort?: string;
  onSort?: (sort: string) => void;
  withUser?: boolean;
}) {
  return (
    <DataTable
      label="Sessions"
      columns={columnsIn(tz, withUser)}
      rows={sessions}
      rowKey={({ id }) => id}
      {...(sort !== undefined && { sort })}
      {...(onSort !== undefined && { onSort })}
    />
  );
}
