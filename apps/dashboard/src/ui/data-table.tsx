import { tableFeatures, useTable } from "@tanstack/react-table";
import type { ColumnDef, RowData } from "@tanstack/react-table";
import type { ReactNode } from "react";

import { cn } from "./cn.ts";
import { SortableHeading } from "./sortable-heading.tsx";
import { TableFrame } from "./table-frame.tsx";

const features = tableFeatures({});

/** From which width of the table on a column is shown; the narrowest tables keep only what has no such mark. */
const SHOWN_FROM = {
  medium: "hidden @2xl:table-cell",
  wide: "hidden @4xl:table-cell",
  widest: "hidden @min-[68rem]:table-cell",
};

/** The class of a first column: on narrow tables it takes what the others leave, on wide ones it is as wide as needed. */
export const LEADING_COLUMN = "w-full max-w-0 @2xl:w-auto @2xl:max-w-64";

/** One column: what stands in it, how it is aligned, from which width on, and the API's field to sort by, if it can. */
export interface TableColumn<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: "left" | "right";
  sortField?: string;
  shownFrom?: keyof typeof SHOWN_FROM;
  className?: string;
}

/** A table of one page of rows that leaves out columns where it is narrow; headings of sortable columns are buttons. */
export function DataTable<Row extends RowData>({
  label,
  columns,
  rows,
  rowKey,
  sort,
  onSort,
  className,
}: {
  label: string;
  columns: TableColumn<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  sort?: string;
  onSort?: (sort: string) => void;
  className?: string;
}) {
  const byId = new Map(columns.map((column) => [column.id, column]));
  const definitions = columns.map(({ id, header, cell }): ColumnDef<typeof features, Row> => ({
    id,
    header,
    cell: ({ row }) => cell(row.original),
  }));
  const table = useTable({ features, columns: definitions, data: rows, getRowId: rowKey });
  return (
    <TableFrame label={label}>
      <table className={cn("w-full border-separate border-spacing-0 text-sm", className)}>
        <thead>
          <tr>
            {table.getFlatHeaders().map(({ id }) => (
              <SortableHeading
                key={id}
                column={byId.get(id)}
                sort={sort}
                onSort={onSort}
                className={shownFromClass(byId.get(id)?.shownFrom)}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className="group relative transition-colors hover:bg-hover">
              {row.getAllCells().map((cell) => {
                const column = byId.get(cell.column.id);
                return (
                  <td
                    key={cell.id}
                    className={cn(
                      "h-11 border-t px-2.5 py-2 first:pl-4 last:pr-4 @2xl:py-1",
                      column?.align === "right" && "text-right",
                      shownFromClass(column?.shownFrom),
                      column?.className,
                    )}
                  >
                    <table.FlexRender cell={cell} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

const shownFromClass = (shownFrom: keyof typeof SHOWN_FROM | undefined) =>
  shownFrom === undefined ? undefined : SHOWN_FROM[shownFrom];
