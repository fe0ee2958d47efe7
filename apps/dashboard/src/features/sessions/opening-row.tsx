import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import type { ReactNode } from "react";

import { cn } from "../../ui/cn.ts";

/** A row of an `OpeningTable`: its cells behind the button that opens it, and below them its details. */
export function OpeningRow({
  label,
  columnCount,
  details,
  className,
  children,
}: {
  label: string;
  columnCount: number;
  details: () => ReactNode;
  className: string;
  children: ReactNode;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const detailsId = useId();
  return (
    <>
      <tr
        className={cn(
          "relative transition-colors hover:bg-hover [&>td]:border-t [&>td]:px-2.5 [&>td]:py-1.5",
          className,
          isOpen && "bg-hover",
        )}
      >
        <td className="pr-0!">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={detailsId}
            aria-label={label}
            onClick={() => setIsOpen(!isOpen)}
            // The button's surface is the whole row.
            className="flex size-5 items-center justify-center rounded text-subtle after:absolute after:inset-0"
          >
            <ChevronRight className={cn("size-3.5 transition-transform", isOpen && "rotate-90")} aria-hidden />
          </button>
        </td>
        {children}
      </tr>
      <tr id={detailsId} hidden={!isOpen}>
        {isOpen && (
          <td colSpan={columnCount + 1} className="border-t bg-canvas p-0">
            {details()}
          </td>
        )}
      </tr>
    </>
  );
}
