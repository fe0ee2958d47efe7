import { Link } from "@tanstack/react-router";

import type { User } from "../../api/schema.ts";
import { keepRange } from "../../filters/keep-range.ts";
import { formatCount, formatQuantity } from "../../format/counts.ts";
import { Count } from "../../ui/count.tsx";
import { DataTable, LEADING_COLUMN } from "../../ui/data-table.tsx";
import type { TableColumn } from "../../ui/data-table.tsx";
import { Instant } from "../../ui/instant.tsx";
import { Truncated } from "../../ui/truncated.tsx";
import { SessionCost } from "../sessions/session-cost.tsx";

const columnsIn = (tz: string): TableColumn<User>[] => [
  {
    id: "user",
    header: "User",
    sortField: "user_id",
    className: LEADING_COLUMN,
    cell: ({ user_id: userId, range, last_seen_at: lastSeenAt }) => (
      <Link
        to="/users/$userId"
        params={{ userId }}
        search={keepRange}
        // The link's surface is the whole row, so that a click anywhere opens the user.
        className="block min-w-0 font-medium after:absolute after:inset-0 focus-visible:outline-offset-4"
      >
        <Truncated text={userId} />
        <span className="block truncate text-xs font-normal text-subtle @2xl:hidden">
          {formatQuantity(range.interaction_count, "interaction")} · <Instant at={lastSeenAt} tz={tz} />
        </span>
      </Link>
    ),
  },
  {
    id: "interactions",
    header: "Interactions",
    sortField: "interaction_count",
    shownFrom: "medium",
    align: "right",
    cell: ({ range }) => <span className="figures">{formatCount(range.interaction_count)}</span>,
  },
  {
    id: "sessions",
    header: "Sessions",
    sortField: "session_count",
    shownFrom: "medium",
    align: "right",
    cell: ({ range }) => <span className="figures">{formatCount(range.session_count)}</span>,
  },
  {
    id: "tokens",
    header: "Tokens",
    align: "right",
    shownFrom: "wide",
    cell: ({ range }) => <Count value={range.tokens.total} />,
  },
  {
    id: "last-seen",
    header: "Last seen",
    sortField: "last_seen_at",
    shownFrom: "medium",
    align: "right",
    cell: ({ last_seen_at: lastSeenAt }) => <Instant at={lastSeenAt} tz={tz} />,
  },
  {
    id: "lifetime-interactions",
    header: "Lifetime interactions",
    align: "right",
    shownFrom: "widest",
    className: "text-muted",
    cell: ({ lifetime }) => <span className="figures">{formatCount(lifetime.interaction_count)}</span>,
  },
  {
    id: "lifetime-cost",
    header: "Lifetime cost",
    align: "right",
    shownFrom: "wide",
    className: "text-muted",
    cell: ({ lifetime }) => <SessionCost session={lifetime} className="font-normal" />,
  },
  {
    id: "cost",
    header: "Cost",
    sortField: "cost",
    align: "right",
    cell: ({ range }) => <SessionCost session={range} />,
  },
];

/** Users, one a row; a click on the row opens the user. */
export function UsersTable({
  users,
  tz,
  sort,
  onSort,
}: {
  users: User[];
  tz: string;
  sort: string;
  onSort: (sort: string) => void;
}) {
  return (
    <DataTable
      label="Users"
      columns={columnsIn(tz)}
      rows={users}
      rowKey={(user) => user.user_id}
      sort={sort}
      onSort={onSort}
    />
  );
}
