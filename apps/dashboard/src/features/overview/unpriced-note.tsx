import { Link } from "@tanstack/react-router";

import type { ActivityTotals } from "../../api/schema.ts";
import { keepRange } from "../../filters/keep-range.ts";
import { formatQuantity } from "../../format/counts.ts";
import { Note } from "../../ui/note.tsx";

/** Says how many interactions are not in the cost because no price is known for their model; nothing when there are none. */
export function UnpricedNote({ totals }: { totals: Pick<ActivityTotals, "unpriced_count"> }) {
  const { unpriced_count: unpricedCount } = totals;
  if (unpricedCount === 0) return null;
  return (
    <Note>
      <strong className="font-semibold">{formatQuantity(unpricedCount, "interaction")}</strong>{" "}
      {unpricedCount === 1 ? "has" : "have"} no known price for {unpricedCount === 1 ? "its" : "their"} tokens, which
      are not in these totals.{" "}
      <Link
        to="/prices"
        search={(search) => ({ ...keepRange(search), tab: "unpriced" })}
        className="font-medium whitespace-nowrap underline underline-offset-2"
      >
        Set a price
      </Link>
    </Note>
  );
}
