import { ChevronLeft, ChevronRight } from "lucide-react";

import type { Page } from "../api/schema.ts";
import { formatCount, formatQuantity } from "../format/counts.ts";
import { Button } from "./button.tsx";
import { useGoToPage } from "./use-go-to-page.ts";

/** The foot of a list: how many there are, which of them are shown, and the way to the next and the previous page. */
export function Pager({ page, shown, cursors, noun }: { page: Page; shown: number; cursors: string[]; noun: string }) {
  const go = useGoToPage();
  const first = cursors.length * page.limit + 1;
  const { next_cursor: nextCursor } = page;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 border-t px-4 py-2.5 text-sm text-muted">
      <p className="figures">
        {shown === 0 ? "0" : `${formatCount(first)}–${formatCount(first + shown - 1)}`} of{" "}
        {formatQuantity(page.total, noun)}
      </p>
      <div className="flex gap-2">
        <Button size="sm" disabled={cursors.length === 0} onClick={() => go(cursors.slice(0, -1))}>
          <ChevronLeft aria-hidden /> Previous
        </Button>
        <Button
          size="sm"
          disabled={nextCursor === null}
          onClick={() => nextCursor !== null && go([...cursors, nextCursor])}
        >
          Next <ChevronRight aria-hidden />
        </Button>
      </div>
    </nav>
  );
}
