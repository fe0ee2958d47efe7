import type { DeadLetter } from "../../api/dead-letters-options.ts";
import { browserTimeZone } from "../../filters/browser-time-zone.ts";
import { formatQuantity } from "../../format/counts.ts";
import { DataTable, LEADING_COLUMN } from "../../ui/data-table.tsx";
import type { TableColumn } from "../../ui/data-table.tsx";
import { Instant } from "../../ui/instant.tsx";
import { Truncated } from "../../ui/truncated.tsx";
import { DeadLetterActions } from "./dead-letter-actions.tsx";

/** The classes of errors that pass by themselves, in words; others are shown as they are called. */
const ERRORS: Record<string, string> = {
  database_unavailable: "The database did not answer",
  service_unavailable: "A service did not answer",
  unreadable: "Of another version",
};

/** Why it could not be stored. */
const reasonOf = ({ error }: DeadLetter) => ERRORS[error] ?? <code className="font-mono text-xs">{error}</code>;

const aboutEvent = ({ event }: DeadLetter) =>
  event === null ? "cannot be read" : `${event.source} · ${event.user_id} · ${event.model || "no model"}`;

const columnsIn = (tz: string, isBusy: boolean): TableColumn<DeadLetter>[] => [
  {
    id: "event",
    header: "Event",
    className: LEADING_COLUMN,
    cell: (letter) => (
      <span className="block py-1.5">
        <Truncated text={letter.event?.id ?? letter.id} className="font-medium" />
        <Truncated text={aboutEvent(letter)} className="text-xs text-subtle" />
        <span className="block text-xs text-muted @2xl:hidden">{reasonOf(letter)}</span>
      </span>
    ),
  },
  {
    id: "error",
    header: "Reason",
    shownFrom: "medium",
    cell: (letter) => (
      <span className="flex flex-col py-1.5">
        {reasonOf(letter)}
        <span className="text-xs text-subtle">{formatQuantity(letter.attempts, "failed attempt")}</span>
      </span>
    ),
  },
  {
    id: "received",
    header: "Received",
    shownFrom: "medium",
    cell: ({ event, first_failed_at: failedAt }) => <Instant at={event?.received_at ?? failedAt} tz={tz} />,
  },
  {
    id: "actions",
    header: "Actions",
    align: "right",
    cell: (letter) => <DeadLetterActions letter={letter} isBusy={isBusy} />,
  },
];

/** Dead letters, the oldest first. */
export function DeadLettersTable({ letters, isBusy }: { letters: DeadLetter[]; isBusy: boolean }) {
  return (
    <DataTable
      label="Events that could not be stored"
      columns={columnsIn(browserTimeZone(), isBusy)}
      rows={letters}
      rowKey={({ id }) => id}
    />
  );
}
