import { useQuery } from "@tanstack/react-query";

import { quarantineOptions } from "../../api/quarantine-options.ts";
import { unpricedModelsOptions } from "../../api/unpriced-models-options.ts";
import { formatCount, formatQuantity } from "../../format/counts.ts";

/** How many prices wait for somebody: held price changes and models without a price; nothing when there are none. */
export function PricesBadge() {
  const { data: quarantine } = useQuery(quarantineOptions({ status: "pending", limit: 1 }));
  const { data: unpriced } = useQuery(unpricedModelsOptions(1));
  const heldCount = quarantine?.total ?? 0;
  const unpricedCount = unpriced?.total ?? 0;
  if (heldCount + unpricedCount === 0) return null;
  const text = `${formatQuantity(unpricedCount, "model")} without a price, ${formatQuantity(heldCount, "change")} in quarantine`;
  return (
    <span
      role="img"
      aria-label={text}
      title={text}
      className="figures ml-auto rounded-full bg-warn-soft px-1.5 text-2xs font-medium text-warn"
    >
      {formatCount(heldCount + unpricedCount)}
    </span>
  );
}
