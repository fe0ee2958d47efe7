import { tableFeatures, useTable } from "@tanstack/react-table";
import type { ColumnDef, RowData } from "@tanstack/react-table";
import type { ReactNode } from "react";

import { cn } from "./cn.ts";
import { SortableHeading } from "./sortable-heading.tsx";

const features = tableFeatures({});

/** One column: what stands in it, how it is aligned, and the API's field to sort by, if it can. */
export interface TableColumn<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: "left" | "right";
  sortField?: string;
  className?: string;
}

/** A table of one page of rows. It scrolls inside its own box; headings of sortable columns are buttons. */
export function DataTable<Row extends RowData>({
  label,
  columns,
  rows,
  rowKey,
  sort,
  onSort,
  minWidth = "min-w-[56rem]",
}: {
  label: string;
  columns: TableColumn<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  sort?: string;
  onSort?: (sort: string) => void;
  minWidth?: string;
}) {
  const byId = new Map(columns.map((column) => [column.id, column]));
  const definitions = columns.map(({ id, header, cell }): ColumnDef<typeof features, Row> => ({
    id,
    header,
    cell: ({ row }) => cell(row.original),
  }));
  const table = useTable({ features, columns: definitions, data: rows, getRowId: rowKey });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must be able to reach it
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={label}>
      <table className={cn("w-full border-separate border-spacing-0 text-sm", minWidth)}>
        <thead>
          <tr>
            {table.getFlatHeaders().map(({ id }) => (
              <SortableHeading key={id} column={byId.get(id)} sort={sort} onSort={onSort} />
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
                      "h-11 border-t px-2.5 first:pl-4 last:pr-4",
                      column?.align === "right" && "text-right",
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
    </div>
  );
}
