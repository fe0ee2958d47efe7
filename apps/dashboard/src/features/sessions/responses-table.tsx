import type { SessionResponse } from "../../api/schema.ts";
import { dayIn } from "../../filters/calendar-day.ts";
import { OpeningTable } from "./opening-table.tsx";
import type { OpeningColumn } from "./opening-table.tsx";
import { ResponseRow } from "./response-row.tsx";

const COLUMNS: OpeningColumn[] = [
  { header: "Time" },
  { header: "Response" },
  { header: "Model", shownFrom: "wide" },
  { header: "Outcome", shownFrom: "medium" },
  { header: "Calls", align: "right", shownFrom: "medium" },
  { header: "Tokens", align: "right", shownFrom: "wide" },
  { header: "Duration", align: "right", shownFrom: "medium" },
  { header: "Cost", align: "right" },
];

const keyOf = ({ message_id: messageId, interaction }: SessionResponse) =>
  messageId ?? `${interaction?.source} ${interaction?.id}`;

/** Responses in order, under the day on which they began; each opens to show the interactions that it is made of. */
export function ResponsesTable({
  sessionId,
  responses,
  tz,
}: {
  sessionId: string;
  responses: SessionResponse[];
  tz: string;
}) {
  return (
    <OpeningTable
      label="Responses"
      columns={COLUMNS}
      rows={responses}
      rowKey={keyOf}
      dayOf={({ started_at: startedAt }) => dayIn(new Date(startedAt), tz)}
    >
      {(response) => <ResponseRow sessionId={sessionId} response={response} tz={tz} columnCount={COLUMNS.length} />}
    </OpeningTable>
  );
}
