import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";

import { cn } from "./cn.ts";

/** A column heading. A click sorts by it, largest first; a second click turns the order round. */
export function SortableHeading({
  column,
  sort,
  onSort,
  className: placeClassName,
}: {
  column: { header: string; align?: "left" | "right"; sortField?: string; className?: string } | undefined;
  sort: string | undefined;
  onSort: ((sort: string) => void) | undefined;
  className?: string | undefined;
}) {
  if (column === undefined) return null;
  const { header, align, sortField, className } = column;
  const order = sort === sortField ? "ascending" : sort === `-${sortField}` ? "descending" : "none";
  const isSortable = sortField !== undefined && onSort !== undefined;
  const Arrow = order === "none" ? ChevronsUpDown : order === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={isSortable ? order : undefined}
      className={cn(
        "h-9 px-2.5 text-left text-xs whitespace-nowrap first:pl-4 last:pr-4",
        align === "right" && "text-right",
        placeClassName,
        className,
        "font-medium text-subtle",
      )}
    >
      {isSortable ? (
        <button
          type="button"
          onClick={() => onSort(order === "descending" ? sortField : `-${sortField}`)}
          className={cn(
            "inline-flex items-center gap-1 rounded hover:text-ink",
            align === "right" && "flex-row-reverse",
            order !== "none" && "text-ink",
          )}
        >
          {header}
          <Arrow className={cn("size-3", order === "none" && "opacity-40")} aria-hidden />
        </button>
      ) : (
        header
      )}
    </th>
  );
}
