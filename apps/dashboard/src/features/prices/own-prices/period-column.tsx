import { formatPeriod } from "../../../format/prices.ts";
import type { TableColumn } from "../../../ui/data-table.tsx";

/** The column that says from when to when a setting holds. */
export const periodColumn = <Row extends { effective_from: string | null; effective_to: string | null }>(
  shownFrom?: TableColumn<Row>["shownFrom"],
): TableColumn<Row> => ({
  id: "period",
  header: "Holds",
  ...(shownFrom !== undefined && { shownFrom }),
  cell: ({ effective_from: from, effective_to: to }) => (
    <span className="inline-block min-w-24 text-muted @2xl:whitespace-nowrap">{formatPeriod(from, to)}</span>
  ),
});
