import { useQuery } from "@tanstack/react-query";

import { deadLettersOptions } from "../../api/dead-letters-options.ts";
import { useIsAdmin } from "../../api/use-is-admin.ts";
import { formatCount, formatQuantity } from "../../format/counts.ts";

/** How many queued events could not be stored, for those who can do something about it; nothing when there are none. */
export function DeadLettersBadge() {
  const isAdmin = useIsAdmin();
  const { data: letters } = useQuery({ ...deadLettersOptions(), enabled: isAdmin });
  if (letters === undefined || letters.total === 0) return null;
  const text = `${formatQuantity(letters.total, "event")} could not be stored`;
  return (
    <span
      role="img"
      aria-label={text}
      title={text}
      className="figures ml-auto rounded-full bg-warn-soft px-1.5 text-2xs font-medium text-warn"
    >
      {formatCount(letters.total)}
    </span>
  );
}
