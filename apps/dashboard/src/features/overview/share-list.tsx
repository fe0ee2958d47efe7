import type { ReactNode } from "react";

import { formatShare } from "../../format/counts.ts";
import { Bar } from "../../ui/bar.tsx";

/** One line of a ranked list. */
export interface ShareRow {
  key: string;
  name: ReactNode;
  figure: ReactNode;
  detail: ReactNode;
  /** Null where it is not known. */
  share: number | null;
  color?: string;
}

/** A ranked list with bars: name and figure above, the share of the whole and a detail below. */
export function ShareList({ rows }: { rows: ShareRow[] }) {
  return (
    <ul className="flex flex-col gap-3.5">
      {rows.map(({ key, name, figure, detail, share, color = "var(--series-1)" }) => (
        <li key={key} className="text-sm">
          <div className="flex items-baseline justify-between gap-4">
            <span className="min-w-0 truncate">{name}</span>
            <span className="figures shrink-0 font-medium">{figure}</span>
          </div>
          <div className="mt-1.5 mb-1">
            <Bar share={share ?? 0} color={color} />
          </div>
          <div className="figures flex justify-between gap-4 text-xs text-subtle">
            <span className="min-w-0 truncate">{detail}</span>
            <span className="shrink-0">{share === null ? "—" : formatShare(share)}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}
