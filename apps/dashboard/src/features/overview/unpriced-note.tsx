import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import type { ActivityTotals, UsageQuery } from "../../api/schema.ts";
import { unknownUsageOptions } from "../../api/unknown-usage-options.ts";
import { keepRange } from "../../filters/keep-range.ts";
import { formatQuantity } from "../../format/counts.ts";
import { Note } from "../../ui/note.tsx";

/**
 * Says how many interactions are not in the cost: for some no price is known, which one can set; of others nothing was said of
 * what they used. Nothing when there are none, or while it is not known which they are.
 */
export function UnpricedNote({ totals, query }: { totals: Pick<ActivityTotals, "unpriced_count">; query: UsageQuery }) {
  const { unpriced_count: unpricedCount } = totals;
  const unknown = useQuery({ ...unknownUsageOptions(query), enabled: unpricedCount > 0 });
  if (unpricedCount === 0 || unknown.isPending) return null;
  const usageUnknownCount = Math.min(unknown.data?.usage_unknown_count ?? 0, unpricedCount);
  const noRateCount = unpricedCount - usageUnknownCount;
  return (
    <div className="flex flex-col gap-2">
      {noRateCount > 0 && (
        <Note>
          <strong className="font-semibold">{formatQuantity(noRateCount, "interaction")}</strong>{" "}
          {noRateCount === 1 ? "has" : "have"} no known price for {noRateCount === 1 ? "its" : "their"} tokens, which
          are not in these totals.{" "}
          <Link
            to="/prices"
            search={(search) => ({ ...keepRange(search), tab: "unpriced" })}
            className="font-medium whitespace-nowrap underline underline-offset-2"
          >
            Set a price
          </Link>
        </Note>
      )}
      {usageUnknownCount > 0 && (
        <Note>
          <strong className="font-semibold">{formatQuantity(usageUnknownCount, "interaction")}</strong> came without any
          count of tokens, so {usageUnknownCount === 1 ? "its" : "their"} cost is not known and not in these totals. A
          price would not help; the program that sent {usageUnknownCount === 1 ? "it" : "them"} has to say what was
          used.
        </Note>
      )}
    </div>
  );
}
