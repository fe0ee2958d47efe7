import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FlaskConical } from "lucide-react";

import { systemStatsOptions } from "../../api/system-stats-options.ts";
import { keepRange } from "../../filters/keep-range.ts";

/** Says that sample data is among the figures, as long as it is. */
export function SampleBanner() {
  const { data: system } = useQuery(systemStatsOptions());
  if (system === undefined || system.sample.interaction_count === 0) return null;
  return (
    <div
      role="note"
      className="flex flex-wrap items-center justify-center gap-x-2 border-b border-warn-line bg-warn-soft px-4 py-1.5 text-center text-xs text-warn"
    >
      <FlaskConical className="size-3.5" aria-hidden />
      <span>You are looking at sample data.</span>
      <Link to="/settings" search={keepRange} className="rounded font-medium underline underline-offset-2">
        Remove it in the settings
      </Link>
    </div>
  );
}
