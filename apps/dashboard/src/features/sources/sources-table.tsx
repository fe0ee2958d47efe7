import { Link } from "@tanstack/react-router";

import type { Source } from "../../api/schema.ts";
import { keepRange } from "../../filters/keep-range.ts";
import { formatCount, formatQuantity, formatShare } from "../../format/counts.ts";
import { Count } from "../../ui/count.tsx";
import { DataTable, LEADING_COLUMN } from "../../ui/data-table.tsx";
import type { TableColumn } from "../../ui/data-table.tsx";
import { Instant } from "../../ui/instant.tsx";
import { Truncated } from "../../ui/truncated.tsx";
import { SessionCost } from "../sessions/session-cost.tsx";
import { eventFormName } from "./event-form-name.ts";
import { HourBars } from "./hour-bars.tsx";

/** A part of the interactions as a percentage, with the counts in its title; a dash where there are none. */
function Share({ part, whole, tone }: { part: number; whole: number; tone: string }) {
  if (whole === 0) return <span className="text-subtle">—</span>;
  return (
    <span
      className={part > 0 ? `figures ${tone}` : "figures text-subtle"}
      title={`${formatCount(part)} of ${formatCount(whole)}`}
    >
      {formatShare(part / whole)}
    </span>
  );
}

const columnsIn = (tz: string, hours: string[]): TableColumn<Source>[] => [
  {
    id: "source",
    header: "Source",
    className: LEADING_COLUMN,
    cell: ({ source, last_event_at: lastEventAt, last_event_form: form, range }) => (
      <Link
        to="/sessions"
        search={(search: object) => ({ ...keepRange(search), source: [source] })}
        title={source}
        className="block min-w-0 font-medium after:absolute after:inset-0 focus-visible:outline-offset-4"
      >
        <Truncated text={source} />
        <span className="hidden truncate text-xs font-normal text-subtle @2xl:block">{eventFormName(form)}</span>
        <span className="block truncate text-xs font-normal text-subtle @2xl:hidden">
          <Instant at={lastEventAt} tz={tz} /> · {formatQuantity(range.interaction_count, "interaction")}
        </span>
      </Link>
    ),
  },
  {
    id: "last",
    header: "Last event",
    shownFrom: "medium",
    cell: ({ last_event_at: lastEventAt }) => <Instant at={lastEventAt} tz={tz} />,
  },
  {
    id: "hours",
    header: "Last 24 hours",
    shownFrom: "medium",
    cell: (source) => <HourBars source={source} hours={hours} tz={tz} />,
  },
  {
    id: "users",
    header: "Users",
    align: "right",
    shownFrom: "widest",
    cell: ({ user_count: count }) => <Count value={count} />,
  },
  {
    id: "interactions",
    header: "Interactions",
    align: "right",
    shownFrom: "wide",
    cell: ({ range }) => <Count value={range.interaction_count} />,
  },
  {
    id: "errors",
    header: "Errors",
    align: "right",
    shownFrom: "wide",
    cell: ({ range }) => <Share part={range.error_count} whole={range.interaction_count} tone="text-bad" />,
  },
  {
    id: "unpriced",
    header: "Unpriced",
    align: "right",
    shownFrom: "wide",
    cell: ({ range }) => <Share part={range.unpriced_count} whole={range.interaction_count} tone="text-warn" />,
  },
  { id: "cost", header: "Cost", align: "right", cell: ({ range }) => <SessionCost session={range} /> },
];

/** The programs that send events, one a row; a click on the row opens their sessions. */
export function SourcesTable({ sources, hours, tz }: { sources: Source[]; hours: string[]; tz: string }) {
  return <DataTable label="Sources" columns={columnsIn(tz, hours)} rows={sources} rowKey={({ source }) => source} />;
}
