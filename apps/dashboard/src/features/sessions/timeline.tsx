import type { Interaction } from "../../api/schema.ts";
import { dayIn } from "../../filters/calendar-day.ts";
import { OpeningTable } from "./opening-table.tsx";
import type { OpeningColumn } from "./opening-table.tsx";
import { TimelineRow } from "./timeline-row.tsx";

const COLUMNS: OpeningColumn[] = [
  { header: "Time" },
  { header: "Type", shownFrom: "medium" },
  { header: "Model" },
  { header: "Status", shownFrom: "medium" },
  { header: "Input", align: "right", shownFrom: "wide" },
  { header: "Output", align: "right", shownFrom: "wide" },
  { header: "Duration", align: "right", shownFrom: "medium" },
  { header: "Cost", align: "right" },
];

/**
 * Interactions in order; each opens to show how its cost came about. Where they are not nested in what says when it was, they
 * stand under the day on which they happened.
 */
export function Timeline({
  interactions,
  tz,
  isNested = false,
}: {
  interactions: Interaction[];
  tz: string;
  isNested?: boolean;
}) {
  return (
    <OpeningTable
      label="Interactions"
      columns={COLUMNS}
      rows={interactions}
      rowKey={({ source, id }) => `${source} ${id}`}
      dayOf={isNested ? undefined : ({ timestamp }) => dayIn(new Date(timestamp), tz)}
    >
      {(interaction) => <TimelineRow interaction={interaction} tz={tz} columnCount={COLUMNS.length} />}
    </OpeningTable>
  );
}
