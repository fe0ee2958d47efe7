import type { ReactNode } from "react";

import { formatWeekday } from "../../format/time.ts";
import { cn } from "../../ui/cn.ts";
import { TableFrame } from "../../ui/table-frame.tsx";

/** A column of a table whose rows open: its heading, and from which width of the table on it is shown. */
export interface OpeningColumn {
  header: string;
  align?: "right";
  shownFrom?: "medium" | "wide";
}

const SHOWN_FROM = { medium: "hidden @2xl:table-cell", wide: "hidden @4xl:table-cell" };

/** Rows in order, each of which opens to show more (`OpeningRow`); where they have days, under the day on which they happened. */
export function OpeningTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  dayOf,
  children,
}: {
  label: string;
  columns: OpeningColumn[];
  rows: Row[];
  rowKey: (row: Row) => string;
  dayOf?: ((row: Row) => string) | undefined;
  children: (row: Row) => ReactNode;
}) {
  const days = rows.map((row) => dayOf?.(row));
  return (
    <TableFrame label={label}>
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr className="text-left text-xs whitespace-nowrap text-subtle [&>th]:h-9 [&>th]:px-2.5 [&>th]:font-medium">
            <th scope="col" className="w-8 pr-0!">
              <span className="sr-only">Details</span>
            </th>
            {columns.map(({ header, align, shownFrom }) => (
              <th
                key={header}
                scope="col"
                className={cn(
                  "last:pr-4!",
                  align === "right" && "text-right",
                  shownFrom !== undefined && SHOWN_FROM[shownFrom],
                )}
              >
                {header}
              </th>
            ))}
          </tr>
        </thead>
        {rows.map((row, index) => {
          const day = days[index];
          return (
            <tbody key={rowKey(row)}>
              {day !== undefined && day !== days[index - 1] && (
                <tr>
                  <th
                    scope="rowgroup"
                    colSpan={columns.length + 1}
                    className="border-t bg-canvas px-4 py-1.5 text-left text-xs font-medium text-muted"
                  >
                    {formatWeekday(day)}
                  </th>
                </tr>
              )}
              {children(row)}
            </tbody>
          );
        })}
      </table>
    </TableFrame>
  );
}
