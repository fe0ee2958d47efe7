import { Info } from "lucide-react";
import type { ReactNode } from "react";

/** A remark that belongs to the figures around it. */
export function Note({ children }: { children: ReactNode }) {
  return (
    <div
      role="note"
      className="flex items-start gap-2.5 rounded-lg border border-warn-line bg-warn-soft px-3.5 py-2.5 text-sm text-warn"
    >
      <Info className="mt-[3px] size-3.5 shrink-0" aria-hidden />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
