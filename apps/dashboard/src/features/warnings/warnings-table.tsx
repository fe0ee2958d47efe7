import { Link } from "@tanstack/react-router";

import type { CountedWarning } from "../../api/schema.ts";
import { keepRange } from "../../filters/keep-range.ts";
import { formatCount } from "../../format/counts.ts";
import { DataTable, LEADING_COLUMN } from "../../ui/data-table.tsx";
import type { TableColumn } from "../../ui/data-table.tsx";
import { Instant } from "../../ui/instant.tsx";
import { Truncated } from "../../ui/truncated.tsx";
import { warningName } from "./warning-kinds.ts";

const columnsIn = (tz: string): TableColumn<CountedWarning>[] => [
  {
    id: "subject",
    header: "What",
    className: LEADING_COLUMN,
    cell: ({ subject, kind, source, last_seen_at: lastSeenAt }) => (
      <>
        <Truncated text={subject === "" ? "(none)" : subject} className="font-medium" />
        <span className="block truncate text-xs text-subtle">
          {warningName(kind)}
          <span className="@2xl:hidden">
            {" "}
            · {source} · <Instant at={lastSeenAt} tz={tz} />
          </span>
        </span>
      </>
    ),
  },
  {
    id: "source",
    header: "Source",
    shownFrom: "medium",
    className: "max-w-40 text-muted",
    cell: ({ source }) => <Truncated text={source} />,
  },
  {
    id: "first",
    header: "First",
    shownFrom: "wide",
    cell: ({ first_seen_at: firstSeenAt }) => <Instant at={firstSeenAt} tz={tz} />,
  },
  {
    id: "last",
    header: "Last",
    shownFrom: "medium",
    cell: ({ last_seen_at: lastSeenAt }) => <Instant at={lastSeenAt} tz={tz} />,
  },
  {
    id: "example",
    header: "Example",
    className: "max-w-36",
    shownFrom: "medium",
    cell: (warning) => <Example warning={warning} />,
  },
  {
    id: "count",
    header: "Count",
    align: "right",
    cell: (warning) => (
      <>
        <span className="figures">{formatCount(warning.count)}</span>
        <span className="block text-xs @2xl:hidden">
          <Example warning={warning} name="Example" />
        </span>
      </>
    ),
  },
];

/** Opens the example where it is stored; what was refused has none, or only its id. */
function Example({
  warning: { example_id: id, example_is_stored: isStored, source },
  name,
}: {
  warning: CountedWarning;
  name?: string;
}) {
  if (id === null) return <span className="text-subtle">{name === undefined && "—"}</span>;
  if (!isStored) return name === undefined ? <Truncated text={id} className="font-mono text-xs text-subtle" /> : null;
  return (
    <Link
      to="/interactions/$"
      params={{ _splat: id }}
      search={(search: object) => ({ ...keepRange(search), of: source, from: "warnings" })}
      className="block rounded text-accent underline-offset-2 hover:underline"
    >
      {name ?? <Truncated text={id} className="font-mono text-xs" />}
    </Link>
  );
}

/** What was odd, a row per kind, subject and source. */
export function WarningsTable({ warnings, tz }: { warnings: CountedWarning[]; tz: string }) {
  return (
    <DataTable
      label="Warnings"
      columns={columnsIn(tz)}
      rows={warnings}
      rowKey={({ kind, subject, source }) => JSON.stringify([kind, subject, source])}
    />
  );
}
